import { BODY_DIGITS } from '#shared/domain/accounts/account-number'
import { validateSegments } from '#shared/domain/accounts/numbering-scheme'
import type { NumberingSegment } from '#shared/domain/documents'
import type { DomainError, Result } from '#shared/kernel/result'

export type PartKind = NumberingSegment['kind']

/** One part of a scheme as it stands in its fields; `key` tells it apart while it is moved and changed. */
export interface Part {
  readonly key: number
  readonly kind: PartKind
  /** Of fixed digits. */
  readonly digits: string
  /** Of a field. */
  readonly name: string
  /** Of a field or the sequence, as typed. */
  readonly width: string
}

export type SchemeDraft = readonly Part[]

/** What a company begins with: nothing but the running number. */
const FIRST: readonly NumberingSegment[] = [{ kind: 'sequence', width: BODY_DIGITS }]

/** The parts of a scheme; of none, the simplest one. */
export function draftOfScheme(segments: readonly NumberingSegment[] | null): SchemeDraft {
  return (segments ?? FIRST).map((segment, key) => ({
    key,
    kind: segment.kind,
    digits: segment.kind === 'fixed' ? segment.digits : '',
    name: segment.kind === 'field' ? segment.name : '',
    width: segment.kind === 'fixed' ? '' : String(segment.width),
  }))
}

/** What the command carries. A width that is no number becomes 0, which the rule names. */
export function segmentsOf(draft: SchemeDraft): NumberingSegment[] {
  return draft.map(segmentOf)
}

function segmentOf({ kind, digits, name, width }: Part): NumberingSegment {
  switch (kind) {
    case 'fixed':
      return { kind, digits }
    case 'field':
      return { kind, name: name.trim(), width: widthOf(width) }
    case 'sequence':
      return { kind, width: widthOf(width) }
  }
}

/** Errors: `numbering.invalid` with `reason`, by the rule of `numbering.set`. */
export function checkDraft(draft: SchemeDraft): Result<readonly NumberingSegment[], DomainError> {
  return validateSegments(segmentsOf(draft))
}

/** Digits of all parts together; 10 in a right scheme. */
export function digitsIn(draft: SchemeDraft): number {
  return draft.reduce((sum, part) => sum + digitsOfPart(part), 0)
}

export function digitsOfPart({ kind, digits, width }: Part): number {
  return kind === 'fixed' ? digits.length : widthOf(width)
}

/** One more part at the end, as wide as there is room for. */
export function withPart(draft: SchemeDraft, kind: PartKind): SchemeDraft {
  const room = Math.max(1, BODY_DIGITS - digitsIn(draft))
  const key = Math.max(-1, ...draft.map((part) => part.key)) + 1
  const digits = kind === 'fixed' ? '0'.repeat(room) : ''
  return [...draft, { key, kind, digits, name: '', width: kind === 'fixed' ? '' : String(room) }]
}

export function withoutPart(draft: SchemeDraft, key: number): SchemeDraft {
  return draft.filter((part) => part.key !== key)
}

export function withChange(draft: SchemeDraft, key: number, change: Partial<Part>): SchemeDraft {
  return draft.map((part) => (part.key === key ? { ...part, ...change } : part))
}

/** The part put at another place, counted from 0; places beyond the ends are the ends. */
export function movedTo(draft: SchemeDraft, key: number, place: number): SchemeDraft {
  const part = draft.find((each) => each.key === key)
  if (!part) return draft
  const others = withoutPart(draft, key)
  const at = Math.min(Math.max(place, 0), others.length)
  return [...others.slice(0, at), part, ...others.slice(at)]
}

export function sameSegments(a: readonly NumberingSegment[], b: readonly NumberingSegment[]): boolean {
  return JSON.stringify(a.map(ordered)) === JSON.stringify(b.map(ordered))
}

/** Documents from elsewhere may carry their fields in another order. */
function ordered(segment: NumberingSegment): readonly unknown[] {
  switch (segment.kind) {
    case 'fixed':
      return [segment.kind, segment.digits]
    case 'field':
      return [segment.kind, segment.name, segment.width]
    case 'sequence':
      return [segment.kind, segment.width]
  }
}

function widthOf(typed: string): number {
  return /^\d{1,2}$/.test(typed) ? Number(typed) : 0
}
