import { Button } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CsvDraft } from './csv-draft'
import { CsvGrid } from './csv-grid'
import type { CsvField } from './csv-types'
import { FaultList } from './fault-list'

interface LeftOutStepProps<Key extends string, Item> {
  readonly fields: readonly CsvField<Key>[]
  readonly draft: CsvDraft<Key, Item>
  readonly consequence: (ready: number) => ReactNode
  readonly onBack: () => void
  readonly onSend: () => void
}

/** What will not be imported, shown before the rest is. */
export function LeftOutStep<Key extends string, Item>(props: LeftOutStepProps<Key, Item>) {
  'use no memo' // The draft is one object whose verdicts come as they are made.
  const { t } = useTranslation('csvImport')
  const { fields, draft } = props
  const [active, setActive] = useState<number | null>(null)
  const faulty = draft.board.faulty()
  const ready = draft.board.ready().length
  return (
    <div className="csv-check">
      <h3>{t('leftOut', { count: faulty.length })}</h3>
      <CsvGrid
        label={t('leftOut', { count: faulty.length })}
        fields={fields}
        draft={draft}
        shown={faulty}
        onActive={setActive}
      />
      <FaultList fields={fields} draft={draft} index={active} />
      <div className="csv-foot">
        <div className="csv-consequence">
          <IconInfoCircle size={16} aria-hidden />
          <div>{props.consequence(ready)}</div>
        </div>
        <div className="csv-buttons">
          <Button variant="default" onClick={props.onBack}>
            {t('back')}
          </Button>
          <Button onClick={props.onSend}>{t('sendValid', { count: ready })}</Button>
        </div>
      </div>
    </div>
  )
}
