import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Refusal } from '#shared/contract/views'
import { ProblemMessage } from '../../../components'
import { useFactWords } from '../fact-words'
import { type Fact, type Facts, factsOfDocument } from '../facts'

/** A refused command that is edited to be sent again. */
export interface Refused {
  readonly commandId: string
  readonly problem: Refusal['problem']
  /** What the bank has now. */
  readonly present: Facts
}

export function refusedOf(row: Refusal): Refused {
  return { commandId: row.id, problem: row.problem, present: factsOfDocument(row.present) }
}

/** Why the bank refused, above the fields. */
export function RefusalNotice({ refused }: { readonly refused: Refused | undefined }) {
  const { t } = useTranslation('accounts')
  if (!refused?.problem) return null
  return (
    <Alert
      className="form-error"
      color="red"
      variant="light"
      icon={<IconAlertTriangle size={16} aria-hidden />}
      title={t('dialog.refusedBefore')}
    >
      <ProblemMessage problem={refused.problem} />
    </Alert>
  )
}

/** "At the bank now: …" for a field whose content differs from the bank's; undefined where it does not or is not known. */
export function useBankNow(refused: Refused | undefined): (fact: Fact, entered: string | null) => string | undefined {
  const { t } = useTranslation('accounts')
  const words = useFactWords()
  return (fact, entered) => {
    const now = refused?.present[fact]
    if (now === undefined || now === entered) return undefined
    return t('dialog.bankNow', { value: words.value(fact, now) })
  }
}
