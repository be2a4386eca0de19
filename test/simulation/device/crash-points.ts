/** Every point at which a process may die, by name; a seed decides where it does. */
export const CRASH_POINTS = [
  'arbitrary_moment',
  'request.leaves',
  'answer.arrived',
  'schema',
  'transaction.begin',
  'transaction.before_commit',
  'transaction.after_commit',
  'outbox.insert',
  'outbox.delete',
  'outbox.update closed_at',
  'outbox.update next_attempt',
  'outbox.update state',
  "outbox.update state = 'accepted'",
  "outbox.update state = 'cancelled'",
  "outbox.update state = 'sending'",
  "outbox.update state = 'unknown'",
  'outbox_touch.insert',
  'outbox_touch.delete',
  'outbox_file.insert',
  'outbox_file.delete',
  'file_upload.insert',
  'file_upload.delete',
  'file_upload.update closed_at',
  'file_upload.update next_attempt',
  'file_upload.update state',
  "file_upload.update state = 'refused'",
  "file_upload.update state = 'stored'",
  "file_upload.update state = 'uploading'",
  "file_upload.update state = 'waiting'",
  'file_upload.update url',
  'content.put',
  'content.remove',
  'file_content.insert',
  'file_content.delete',
  'file_content.update used_at',
  'connection_event.insert',
  'connection_event.delete',
  'documents.restoreBases',
  'documents.writeGuess',
  'documents.applyChanges',
  'staging.clear',
  'staging.add',
  'staging.swap',
  'staging.reclaim',
  'meta.set',
  'meta.delete',
] as const
export type CrashPoint = (typeof CRASH_POINTS)[number]

/** Points passed so seldom that a death drawn for the next few steps would hardly ever meet them. */
export const SELDOM_PASSED = [
  'staging.clear',
  'staging.add',
  'staging.swap',
  'staging.reclaim',
  'meta.delete',
  'content.remove',
  'file_content.delete',
  'file_content.update used_at',
  'file_upload.delete',
  "file_upload.update state = 'refused'",
  'outbox.delete',
  'connection_event.delete',
] as const satisfies readonly CrashPoint[]

const KNOWN: ReadonlySet<string> = new Set(CRASH_POINTS)
const READ = /^\s*(SELECT|WITH|PRAGMA)\b/
const WRITE = /^\s*(INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) (\w+)(?:.*?\bSET (state = '\w+'|\w+))?/s

/** The point before a statement of the product: `outbox.update state = 'sending'`; undefined for one that only reads. */
export function pointOf(sql: string): CrashPoint | undefined {
  if (READ.test(sql)) return undefined
  const match = WRITE.exec(sql) ?? []
  const [, verb = '', table = '', what] = match
  return knownPoint(verb === 'UPDATE' ? `${table}.update ${what}` : `${table}.${verb.split(' ')[0]?.toLowerCase()}`)
}

/** Throws where the product writes something that no simulated crash would meet: the list above wants one more line. */
export function knownPoint(name: string): CrashPoint {
  if (!KNOWN.has(name)) throw new Error(`no crash point is named "${name}"`)
  return name as CrashPoint
}
