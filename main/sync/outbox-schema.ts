/**
 * Tables of the queue. A row is a promise to the user, so nothing here deletes one before it has been closed for a month.
 *
 * `envelope` is the canonical JSON that is sent, `seal` its HMAC. `closed_at` is set once nobody waits for the row any
 * more: settled, cancelled or dismissed. Times are milliseconds since 1970-01-01T00:00Z of this computer's clock.
 */
const OUTBOX_SCHEMA: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS outbox (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    stream TEXT NOT NULL,
    envelope TEXT NOT NULL,
    seal TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt INTEGER,
    problem TEXT,
    seq INTEGER,
    replaces TEXT,
    created_at TEXT NOT NULL,
    closed_at INTEGER
  )`,
  `CREATE INDEX IF NOT EXISTS outbox_open ON outbox (state, position) WHERE closed_at IS NULL`,
  `CREATE INDEX IF NOT EXISTS outbox_stream ON outbox (stream, position) WHERE state IN ('queued','sending','unknown')`,
  // What each command's guess wrote, for marks on screens and for finding what a later command builds upon.
  `CREATE TABLE IF NOT EXISTS outbox_touch (
    document_type TEXT NOT NULL,
    document_id TEXT NOT NULL,
    command_id TEXT NOT NULL,
    made INTEGER NOT NULL,
    PRIMARY KEY (document_id, document_type, command_id)
  ) WITHOUT ROWID`,
  `CREATE INDEX IF NOT EXISTS outbox_touch_command ON outbox_touch (command_id)`,
  // Files that must be at the bank before the command is sent: its own, and those of what it builds upon.
  `CREATE TABLE IF NOT EXISTS outbox_file (
    command_id TEXT NOT NULL,
    file_id TEXT NOT NULL,
    PRIMARY KEY (command_id, file_id)
  ) WITHOUT ROWID`,
  `CREATE INDEX IF NOT EXISTS outbox_file_file ON outbox_file (file_id)`,
  // Files on their way to the bank. `facts` is canonical JSON, `seal` its HMAC; sent counts bytes.
  `CREATE TABLE IF NOT EXISTS file_upload (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    file_id TEXT NOT NULL UNIQUE,
    facts TEXT NOT NULL,
    seal TEXT NOT NULL,
    size INTEGER NOT NULL,
    state TEXT NOT NULL,
    url TEXT,
    sent INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    faults INTEGER NOT NULL DEFAULT 0,
    next_attempt INTEGER,
    problem TEXT,
    closed_at INTEGER
  )`,
  `CREATE INDEX IF NOT EXISTS file_upload_open ON file_upload (state) WHERE closed_at IS NULL`,
  // Content kept beside the database, and when it was last read.
  `CREATE TABLE IF NOT EXISTS file_content (
    sha256 TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    used_at INTEGER NOT NULL
  ) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS connection_event (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL
  )`,
]

/** Makes the tables where they are not there yet. */
export function ensureOutboxTables(db: { exec(sql: string): void }): void {
  for (const statement of OUTBOX_SCHEMA) db.exec(statement)
}
