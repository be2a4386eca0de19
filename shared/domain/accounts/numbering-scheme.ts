import { type DomainError, ok, type Result, refuse } from '../../kernel/result'
import type { NumberingSegment } from '../documents'
import { BODY_DIGITS } from './account-number'

/** Why a scheme is no good, or gives no number. */
export const NUMBERING_FAULTS = [
  'no_scheme',
  'sequence_count',
  'field_name',
  'field_repeated',
  'fixed_digits',
  'width',
  'total_width',
  'field_missing',
  'field_value',
  'sequence_number',
  'sequence_exhausted',
] as const
export type NumberingFault = (typeof NUMBERING_FAULTS)[number]

/**
 * Checks a scheme: exactly one sequence, fields named once each, sound widths, 10 digits in all. Errors:
 * `numbering.invalid` with `reason`. Source: docs/domain.md §1 Number.
 */
export function validateSegments(
  segments: readonly NumberingSegment[],
): Result<readonly NumberingSegment[], DomainError> {
  if (segments.filter((segment) => segment.kind === 'sequence').length !== 1) return invalidNumbering('sequence_count')
  const names = segments.flatMap((segment) => (segment.kind === 'field' ? [segment.name] : []))
  if (names.some((name) => name === '')) return invalidNumbering('field_name')
  if (new Set(names).size !== names.length) return invalidNumbering('field_repeated')
  for (const segment of segments) {
    if (
      segment.kind === 'fixed' ? !/^\d+$/.test(segment.digits) : !(Number.isInteger(segment.width) && segment.width > 0)
    ) {
      return invalidNumbering(segment.kind === 'fixed' ? 'fixed_digits' : 'width')
    }
  }
  const width = segments.reduce((total, segment) => total + widthOf(segment), 0)
  if (width !== BODY_DIGITS) return invalidNumbering('total_width', { width })
  return ok(segments)
}

/**
 * The 10-digit body for one account. A field's value must already have its exact width: padding it would let two branch
 * codes meet in one number. Errors: `numbering.invalid` with `reason` (also for a sequence that has run out of digits).
 * Source: docs/domain.md §1 Number.
 */
export function bodyFromScheme(
  segments: readonly NumberingSegment[],
  fieldValues: Readonly<Record<string, string>>,
  sequenceNumber: number,
): Result<string, DomainError> {
  const valid = validateSegments(segments)
  if (!valid.ok) return valid
  let body = ''
  for (const segment of segments) {
    const part = digitsOf(segment, fieldValues, sequenceNumber)
    if (!part.ok) return part
    body += part.value
  }
  return ok(body)
}

function digitsOf(
  segment: NumberingSegment,
  fieldValues: Readonly<Record<string, string>>,
  sequenceNumber: number,
): Result<string, DomainError> {
  switch (segment.kind) {
    case 'fixed':
      return ok(segment.digits)
    case 'field': {
      const value = Object.hasOwn(fieldValues, segment.name) ? fieldValues[segment.name] : undefined
      if (value === undefined) return invalidNumbering('field_missing', { field: segment.name })
      if (value.length !== segment.width || !/^\d+$/.test(value)) {
        return invalidNumbering('field_value', { field: segment.name, width: segment.width })
      }
      return ok(value)
    }
    case 'sequence': {
      if (!Number.isSafeInteger(sequenceNumber) || sequenceNumber < 0) return invalidNumbering('sequence_number')
      const digits = String(sequenceNumber)
      if (digits.length > segment.width) return invalidNumbering('sequence_exhausted', { width: segment.width })
      return ok(digits.padStart(segment.width, '0'))
    }
  }
}

function widthOf(segment: NumberingSegment): number {
  return segment.kind === 'fixed' ? segment.digits.length : segment.width
}

/** The refusal `numbering.invalid`. */
export function invalidNumbering(reason: NumberingFault, more: Readonly<Record<string, string | number>> = {}) {
  return refuse('numbering.invalid', { reason, ...more })
}

/**
 * Field values for a new account: those of its parent's body, so that a branch's accounts carry the branch's code;
 * zeros directly under a current account, which has no body.
 */
export function fieldsFromBody(
  segments: readonly NumberingSegment[],
  parentBody: string | undefined,
): Readonly<Record<string, string>> {
  const values: Record<string, string> = {}
  let offset = 0
  for (const segment of segments) {
    const width = widthOf(segment)
    if (segment.kind === 'field') {
      values[segment.name] = parentBody ? parentBody.slice(offset, offset + width) : '0'.repeat(width)
    }
    offset += width
  }
  return values
}
