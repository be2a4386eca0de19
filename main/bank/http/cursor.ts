import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { User } from '#shared/domain/documents'
import { InstantText } from '#shared/domain/fields'
import { type Instant, parseInstant } from '#shared/kernel/time'

/** Where a client stands in the feed. Opaque to clients; what does not fit the bank any more answers 410. */
export interface Cursor {
  readonly epoch: string
  /** Everything up to here has been sent. */
  readonly seq: number
  /** What the user could see then; see `scopeOf`. */
  readonly scope: string
  /** When the client's copy was last whole, or began: what was deleted before then it has never had or was told. */
  readonly wholeAt: Instant
}

const Wire = z.tuple([z.string(), z.int().nonnegative(), z.string(), InstantText])

export function writeCursor({ epoch, seq, scope, wholeAt }: Cursor): string {
  return Buffer.from(JSON.stringify([epoch, seq, scope, wholeAt])).toString('base64url')
}

/** Undefined for a text that this bank never gave out. */
export function readCursor(text: string): Cursor | undefined {
  try {
    const parsed = Wire.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    if (!parsed.success) return undefined
    const [epoch, seq, scope, wholeAtText] = parsed.data
    const wholeAt = parseInstant(wholeAtText)
    return wholeAt.ok ? { epoch, seq, scope, wholeAt: wholeAt.value } : undefined
  } catch {
    return undefined
  }
}

/** A short name of what a user may see: changes when the role, the warehouses or the user do. */
export function scopeOf({ id, role, warehouseIds }: User): string {
  const text = JSON.stringify([id, role, [...(warehouseIds ?? [])].sort()])
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}
