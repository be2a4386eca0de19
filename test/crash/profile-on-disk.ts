import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { MADE_HERE } from '#main/storage/document-tables'
import { openStore } from '#main/storage/open-store'
import type { Store } from '#main/storage/store'
import { createOutbox } from '#main/sync/outbox'
import { ensureOutboxTables } from '#main/sync/outbox-schema'
import { subKeys } from '#main/vault/sub-keys'
import { openVault } from '#main/vault/vault'
import { Envelope } from '#shared/contract/http'
import { DOCUMENT_TYPES } from '#shared/domain/documents'
import { canonicalJson } from '#shared/kernel/canonical-json'
import type { JsonObject } from '#shared/kernel/json'
import { onlyProfile } from '../e2e/support/damage'
import { type UploadOnDisk, uploadsOnDisk } from './uploads-on-disk'
import { Violation } from './violation'

/** A row of the queue as it lies on the disk. */
export interface QueuedRow {
  readonly id: string
  readonly type: string
  /** Canonical JSON. */
  readonly args: string
  readonly state: string
  readonly closed: boolean
}

/** A document of the copy, and whether a pending command's guess lies over it. */
export interface HeldDocument {
  readonly type: string
  readonly id: string
  readonly seq: number
  readonly version: number
  /** Canonical JSON. */
  readonly doc: string
  readonly guessed: boolean
}

/** What a killed app left behind, decrypted. */
export interface Remains {
  readonly queue: readonly QueuedRow[]
  readonly uploads: readonly UploadOnDisk[]
  documents(): HeldDocument[]
  close(): void
}

const Args = z.record(z.string(), z.json())

/** Opens what lies below user-data folders, each time in a copy, so that the next start of the app finds it untouched. */
export class Autopsy {
  /** Argon2 takes long and a vault rarely changes: data keys by the vault's text. */
  private readonly keys = new Map<string, Buffer>()

  constructor(
    private readonly scratch: string,
    private readonly password: string,
  ) {}

  /** Undefined where the app was killed before there was a vault and a database. Throws `Violation` where they do not open. */
  async open(userDataDir: string): Promise<Remains | undefined> {
    const profiles = join(userDataDir, 'profiles')
    if (!existsSync(profiles) || readdirSync(profiles).length === 0) return undefined
    rmSync(this.scratch, { recursive: true, force: true })
    mkdirSync(this.scratch, { recursive: true })
    cpSync(profiles, join(this.scratch, 'profiles'), { recursive: true })
    const files = onlyProfile(this.scratch)
    if (!existsSync(files.vault) || !existsSync(files.database)) return undefined
    const keys = subKeys(await this.dataKey(files))
    const store = openStore({ path: files.database, key: keys.database })
    if (!store.ok) throw new Violation(`the database does not open after the kill: ${JSON.stringify(store.error)}`)
    try {
      const remains = readRemains(store.value, keys.outbox)
      return { ...remains, uploads: await uploadsOnDisk(store.value, files.folder, keys) }
    } catch (error) {
      store.value.close()
      throw error
    }
  }

  private async dataKey(files: ReturnType<typeof onlyProfile>): Promise<Buffer> {
    const text = readFileSync(files.vault, 'utf8')
    const known = this.keys.get(text)
    if (known) return known
    // The waits after wrong passwords are the app's; here they would only cost time.
    rmSync(files.tries, { force: true })
    const key = await openVault({ files, clock: { uptimeMs: () => 1 } }).unlock(this.password)
    if (!key.ok) throw new Violation(`the vault does not open after the kill: ${JSON.stringify(key.error)}`)
    this.keys.set(text, key.value)
    return key.value
  }
}

function readRemains(store: Store, hmacKey: Uint8Array): Omit<Remains, 'uploads'> {
  ensureOutboxTables(store.db)
  const { damaged } = createOutbox(store.db, hmacKey).open()
  if (damaged.length > 0) throw new Violation(`${damaged.length} rows of the queue fail their checks after the kill`)
  const unreadable = store.documents.quarantined()
  if (unreadable.length > 0) throw new Violation(`${unreadable.length} documents lie in quarantine after the kill`)
  return {
    queue: store.db
      .prepare('SELECT envelope, state, closed_at FROM outbox ORDER BY position')
      .all()
      .map(({ envelope, state, closed_at }): QueuedRow => {
        const { id, type, args } = Envelope.extend({ args: Args }).parse(JSON.parse(String(envelope)))
        return { id, type, args: canonicalJson(args), state: String(state), closed: closed_at !== null }
      }),
    documents: () => DOCUMENT_TYPES.flatMap((type) => documentsOf(store, type)),
    close: () => store.close(),
  }
}

function documentsOf(store: Store, type: (typeof DOCUMENT_TYPES)[number]): HeldDocument[] {
  const rows = store.db.prepare(`SELECT id, seq, version, doc, base FROM ${store.tables().entity(type)}`).all()
  return rows
    .filter(({ base }) => base !== MADE_HERE)
    .map(({ id, seq, version, doc, base }) => ({
      type,
      id: String(id),
      seq: Number(seq),
      version: Number(version),
      doc: canonicalJson(JSON.parse(String(base ?? doc)) as JsonObject),
      guessed: base !== null,
    }))
}
