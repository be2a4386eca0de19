import { z } from 'zod'
import type { DomainError, Result } from '../../kernel/result'
import { accept, defineCommand, reject } from '../command'
import type { NumberingSegment } from '../documents'
import { Id } from '../fields'
import { numberSeries } from './create-rule'
import { invalidNumbering, validateSegments } from './numbering-scheme'

/** More segments than a body has digits cannot be. */
const MAX_SEGMENTS = 20

/** Only what it is made of: what is wrong with a scheme is said by the rule, in words of numbering. */
const Segment = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fixed'), digits: z.string().max(40, 'field.too_long') }),
  z.object({
    kind: z.literal('field'),
    name: z
      .string()
      .trim()
      .max(40, 'field.too_long')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
      .regex(/^[^\u0000-\u001f\u007f]*$/, 'field.control_characters'),
    width: z.number(),
  }),
  z.object({ kind: z.literal('sequence'), width: z.number() }),
])

/**
 * Sets how the numbers of a current account's sub-accounts are made. Numbers that were given stay, and the running sequence
 * goes on where it is. Errors: `not_found`, `numbering.invalid` with `reason`. Source: docs/domain.md §1 Number.
 */
export const setNumbering = defineCommand({
  type: 'numbering.set',
  version: 1,
  permission: 'accounts.manage',
  args: z.object({ currentAccountId: Id, segments: z.array(Segment).max(MAX_SEGMENTS) }),
  stream: ({ currentAccountId }) => `numbering:${currentAccountId}`,
  subject: ({ currentAccountId }) => ({ type: 'currentAccount', id: currentAccountId }),
  load: (read, { currentAccountId }) => ({
    currentAccount: read.find('currentAccount', currentAccountId),
    present: read.findWhere('numberingScheme', 'currentAccountId', currentAccountId, 1)[0],
  }),
  decide({ currentAccount, present }, { currentAccountId, segments }, context) {
    if (!currentAccount) return reject('not_found', { type: 'currentAccount', id: currentAccountId })
    const countedTo = context.lastInSeries(numberSeries(currentAccountId))
    const valid = usable(segments, countedTo)
    if (!valid.ok) return reject(valid.error.code, valid.error.params)
    const doc = {
      ...present,
      id: present?.id ?? context.newId(),
      currentAccountId,
      segments: [...valid.value],
      ...(countedTo === undefined ? {} : { countedTo }),
    }
    return accept([{ type: 'numberingScheme', doc }])
  },
})

/**
 * A scheme that can still give a number after `last`, which only the bank knows. Errors: `numbering.invalid` with `reason`.
 * Source: docs/domain.md §1 Number.
 */
function usable(
  segments: readonly NumberingSegment[],
  last: number | undefined,
): Result<readonly NumberingSegment[], DomainError> {
  const valid = validateSegments(segments)
  if (!valid.ok || last === undefined) return valid
  const sequence = segments.find((segment) => segment.kind === 'sequence')
  if (sequence?.kind !== 'sequence' || String(last + 1).length <= sequence.width) return valid
  return invalidNumbering('sequence_exhausted', { width: sequence.width })
}
