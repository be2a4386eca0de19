import type { ReactNode } from 'react'

/** Words by argument path, `debit.daily`. */
export type FieldErrors = Readonly<Record<string, string>>

/** What the fields of one kind of bulk change say, for the dialog around them. */
export interface BulkFields {
  readonly fields: ReactNode
  /** What each command will carry beside its account; null while nothing is to be changed yet. */
  readonly args: object | null
  /** The same as far as the rules look at it, so that each account is judged before all is typed; null as above. */
  readonly deciding: object | null
  /** Key of the words on the button, with `count`. */
  readonly submit: string
  /** Key of the words of how many it would reach, with `count`. */
  readonly reach: string
  /** What it means for each of them. */
  readonly meaning: string
  readonly danger: boolean
  /** Amounts are in one currency. */
  readonly oneCurrency: boolean
}

/** The rules look at accounts, never at the reason: with this one they are asked before the user has typed theirs. */
export const ANY_REASON = '-'
