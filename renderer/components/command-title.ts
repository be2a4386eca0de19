import type { TFunction } from 'i18next'

/** Commands that are several things to their users, and the argument that says which. */
const KINDS: Readonly<Record<string, string>> = {
  'subAccount.setBlock': 'block',
  'approval.decide': 'decision',
  'reconciliation.decide': 'action',
}

type Args = Readonly<Record<string, unknown>>

/** What a command does, in a few words: "Limits of Branch Kemang". `name` is the subject's as the user knows it. */
export function commandTitle(t: TFunction, type: string, args: Args, name?: string | null): string {
  const typed = typeof args.name === 'string' ? args.name : undefined
  const subject = name ?? typed ?? t('common:command.unnamed')
  const kind = KINDS[type]
  const key = kind === undefined ? type : `${type}.${String(args[kind])}`
  const reference = typeof args.reference === 'string' ? args.reference : subject
  const count = [args.items, args.rows].find(Array.isArray)?.length ?? 0
  const words = { name: subject, reference, count, defaultValue: t('common:command.other', { type }) }
  return t(`common:command.${key}`, words)
}
