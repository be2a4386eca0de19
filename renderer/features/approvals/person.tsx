import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ApprovalPerson } from '#shared/contract/approval-views'

/** Digits that tell one user of a company from another; ids made at one time begin alike. */
const SHORT_ID = 6

/** Somebody as this user may know them: "you", by name, or by the end of their id. */
export function personWords(t: TFunction, { id, name, isYou }: ApprovalPerson): string {
  if (isYou) return t('approvals:person.you')
  return name ?? t('approvals:person.other', { id: id.slice(-SHORT_ID) })
}

export function Person({ person }: { readonly person: ApprovalPerson }) {
  const { t } = useTranslation('approvals')
  return (
    <bdi title={person.isYou ? (person.name ?? undefined) : t('person.title', { id: person.id })}>
      {personWords(t, person)}
    </bdi>
  )
}
