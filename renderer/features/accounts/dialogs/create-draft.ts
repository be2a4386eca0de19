import type { LimitChange } from '#shared/domain/accounts/limits'
import { changedLimits, NO_LIMITS } from '#shared/domain/accounts/limits'
import type { SCHEMES } from '#shared/domain/documents'
import { changedLimitArguments } from '../change-arguments'
import { bodyArgument } from './create-number'
import { type TypedLimits, typedLimits, wantedLimits } from './limit-fields'

/** What stands in the fields of a new sub-account. Empty text is left out of the command. */
export interface Draft {
  readonly name: string
  readonly scheme: (typeof SCHEMES)[number]
  /** As it was typed: ten digits or a whole number. */
  readonly body: string
  readonly externalRef: string
  readonly limits: TypedLimits
}

export const EMPTY_DRAFT: Draft = {
  name: '',
  scheme: 'operational',
  body: '',
  externalRef: '',
  limits: typedLimits(NO_LIMITS),
}

/** The arguments of `subAccount.create`; `prefix` is the bank's five digits, null while they are not known. */
export function createArguments(
  id: string,
  parentId: string,
  prefix: string | null,
  draft: Draft,
): Record<string, unknown> {
  const { name, scheme } = draft
  const body = bodyArgument(draft.body, prefix)
  const externalRef = draft.externalRef.trim()
  const limits = changedLimitArguments(NO_LIMITS, wantedLimits(draft.limits))
  return {
    id,
    parentId,
    name,
    scheme,
    ...(body === '' ? {} : { body }),
    ...(externalRef === '' ? {} : { externalRef }),
    ...(limits === undefined ? {} : { limits }),
  }
}

/** The fields as a refused command filled them. */
export function draftOf(args: CreateArgumentsRead): Draft {
  return {
    name: args.name,
    scheme: args.scheme,
    body: args.body ?? '',
    externalRef: args.externalRef ?? '',
    limits: typedLimits(changedLimits(NO_LIMITS, args.limits ?? {})),
  }
}

export interface CreateArgumentsRead {
  readonly name: string
  readonly scheme: (typeof SCHEMES)[number]
  readonly body?: string | undefined
  readonly externalRef?: string | undefined
  readonly limits?: LimitChange | undefined
}
