import type { TFunction } from 'i18next'

type Args = Readonly<Record<string, unknown>>

/** What a command does, in a few words: "Limits of Branch Kemang". `name` is the subject's as the user knows it. */
export function commandTitle(t: TFunction, type: string, args: Args, name?: string | null): string {
  const typed = typeof args.name === 'string' ? args.name : undefined
  const subject = name ?? typed ?? t('common:command.unnamed')
  const key = type === 'subAccount.setBlock' ? `${type}.${String(args.block)}` : type
  return t(`common:command.${key}`, { name: subject, defaultValue: t('common:command.other', { type }) })
}
