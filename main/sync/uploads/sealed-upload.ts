import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { UPLOAD_STATES } from '#shared/contract/views'
import { Id, InstantText, Sha256Hex } from '#shared/domain/fields'
import { FILE_PURPOSES } from '#shared/domain/files'
import { canonicalJson } from '#shared/kernel/canonical-json'
import { err, ok, type Result } from '#shared/kernel/result'
import { sealOf } from '../sealed-command'
import { StoredProblem } from '../stored-problem'

/** What is sent under which id, as the user gave it. */
export const UploadFacts = z.object({
  fileId: Id,
  sha256: Sha256Hex,
  /** Bytes. */
  size: z.int().positive(),
  mediaType: z.string(),
  purpose: z.enum(FILE_PURPOSES),
  /** The name of the user's file, for lists on this computer; the bank is not told. */
  name: z.string().nullable(),
  createdAt: InstantText,
})
export type UploadFacts = z.infer<typeof UploadFacts>

/** A queue row as the database gives it. */
const Row = z.object({
  file_id: z.string(),
  facts: z.string(),
  seal: z.string(),
  size: z.int(),
  state: z.enum(UPLOAD_STATES),
  url: z.string().nullable(),
  sent: z.int().nonnegative(),
  attempts: z.int().nonnegative(),
  next_attempt: z.number().nullable(),
  problem: StoredProblem.nullable(),
})

/** A queued upload that passed every check of its persisted form. */
export interface QueuedUpload extends UploadFacts {
  readonly state: z.infer<typeof Row>['state']
  /** Where the bank takes the bytes, once it has said so. */
  readonly url: string | null
  /** Bytes the bank was known to have after the last attempt. */
  readonly sent: number
  readonly attempts: number
  readonly nextAttemptMs: number | null
  readonly problem: StoredProblem | null
}

export function factsText(facts: UploadFacts): string {
  return canonicalJson({ ...facts })
}

/** HMAC of the facts, in hex, as for commands: a flipped bit must not send another file, or this one as another kind. */
export function sealOfFacts(text: string, key: Uint8Array): string {
  return sealOf(`file-upload:${text}`, key)
}

/** Reads a row; the error says what is wrong with it. */
export function openUpload(raw: unknown, key: Uint8Array): Result<QueuedUpload, 'row' | 'seal' | 'facts'> {
  const row = Row.safeParse(raw)
  if (!row.success) return err('row')
  const { facts: text, seal, state, url, sent, attempts, next_attempt, problem } = row.data
  const [stored, computed] = [Buffer.from(seal, 'utf8'), Buffer.from(sealOfFacts(text, key), 'utf8')]
  if (stored.length !== computed.length || !timingSafeEqual(stored, computed)) return err('seal')
  const facts = UploadFacts.safeParse(JSON.parse(text))
  if (!facts.success || facts.data.fileId !== row.data.file_id || facts.data.size !== row.data.size) return err('facts')
  return ok({
    ...facts.data,
    state,
    url,
    sent: Math.min(sent, facts.data.size),
    attempts,
    nextAttemptMs: next_attempt,
    problem,
  })
}
