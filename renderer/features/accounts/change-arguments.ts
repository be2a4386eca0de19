import type { AccountDetail } from '#shared/contract/views'
import type { LimitChange } from '#shared/domain/accounts/limits'
import type { SubAccount } from '#shared/domain/documents'

/** The arguments of a change carry only what differs from the present, so that two people's changes do not undo each other. */

export const DIRECTIONS = ['debit', 'credit'] as const
export const LIMIT_KINDS = ['perTransaction', 'daily'] as const
export type Direction = (typeof DIRECTIONS)[number]
export type LimitKind = (typeof LIMIT_KINDS)[number]

export type Limits = SubAccount['limits']

/** The limits that differ from the present ones; undefined where none does. */
export function changedLimitArguments(present: Limits, wanted: Limits): LimitChange | undefined {
  const change: { [D in Direction]?: { [K in LimitKind]?: string | null } } = {}
  for (const direction of DIRECTIONS) {
    for (const kind of LIMIT_KINDS) {
      if (present[direction][kind] === wanted[direction][kind]) continue
      change[direction] = { ...change[direction], [kind]: wanted[direction][kind] }
    }
  }
  return Object.keys(change).length === 0 ? undefined : change
}

/** What a person may change about a sub-account besides its money. */
export interface Description {
  readonly name: string
  readonly externalRef: string
  readonly tags: readonly string[]
}

export function descriptionOf(account: Pick<AccountDetail, 'name' | 'externalRef' | 'tags'>): Description {
  return { name: account.name, externalRef: account.externalRef ?? '', tags: account.tags }
}

export interface DescriptionChange {
  readonly name?: string
  readonly externalRef?: string | null
  readonly tags?: string[]
}

/** The parts of the description that differ; undefined where none does. An emptied reference becomes null, which removes it. */
export function changedDescription(present: Description, wanted: Description): DescriptionChange | undefined {
  const name = wanted.name.trim()
  const externalRef = wanted.externalRef.trim()
  const change: DescriptionChange = {
    ...(name === present.name ? {} : { name }),
    ...(externalRef === present.externalRef ? {} : { externalRef: externalRef === '' ? null : externalRef }),
    ...(sameList(present.tags, wanted.tags) ? {} : { tags: [...wanted.tags] }),
  }
  return Object.keys(change).length === 0 ? undefined : change
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at])
}
