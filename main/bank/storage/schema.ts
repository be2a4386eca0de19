import type { SqliteDatabase } from '#main/sqlite/database'
import { DOCUMENT_TYPES, lookupFields } from '#shared/domain/documents'
import { integerOf } from './rows'

/**
 * The tables of the bank. `PRAGMA user_version` counts the migrations that ran; a database from a newer build is refused.
 * Amounts are minor units in 64-bit integers.
 */

/** Marks the file as ours ("BdhB"), so that another program's database is never taken for a bank. */
const APPLICATION_ID = 0x42646842

const BASE = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE company (key INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, id TEXT NOT NULL UNIQUE);

-- The feed in its own order: a change moves the row to the end by giving it the next seq. A null doc is a tombstone.
CREATE TABLE document (
  seq INTEGER PRIMARY KEY,
  company INTEGER NOT NULL REFERENCES company (key),
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  doc TEXT,
  deleted_at TEXT,
  CHECK ((doc IS NULL) = (deleted_at IS NOT NULL))
);
CREATE UNIQUE INDEX document_identity ON document (company, type, id);
CREATE INDEX document_tombstone ON document (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE command_outcome (
  id TEXT PRIMARY KEY,
  company INTEGER NOT NULL,
  user_id TEXT NOT NULL,
  payload_hash TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('accepted', 'rejected')),
  seq INTEGER,
  code TEXT,
  params TEXT,
  decided_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE ledger_account (
  key INTEGER PRIMARY KEY,
  company INTEGER NOT NULL,
  id TEXT NOT NULL,
  currency TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('customer', 'clearing')),
  balance INTEGER NOT NULL DEFAULT 0,
  held INTEGER NOT NULL DEFAULT 0 CHECK (held >= 0),
  UNIQUE (company, id),
  CHECK (kind = 'clearing' OR balance - held >= 0)
);
CREATE TABLE posting (
  key INTEGER PRIMARY KEY,
  company INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE,
  currency TEXT NOT NULL,
  posted_at TEXT NOT NULL,
  command_id TEXT
);
CREATE TABLE posting_entry (
  posting INTEGER NOT NULL REFERENCES posting (key),
  account INTEGER NOT NULL REFERENCES ledger_account (key),
  amount INTEGER NOT NULL CHECK (amount <> 0)
);
CREATE TRIGGER posting_never_changes BEFORE UPDATE ON posting BEGIN SELECT RAISE(ABORT, 'postings never change'); END;
CREATE TRIGGER posting_never_goes BEFORE DELETE ON posting BEGIN SELECT RAISE(ABORT, 'postings never change'); END;
CREATE TRIGGER entry_never_changes BEFORE UPDATE ON posting_entry BEGIN SELECT RAISE(ABORT, 'postings never change'); END;
CREATE TRIGGER entry_never_goes BEFORE DELETE ON posting_entry BEGIN SELECT RAISE(ABORT, 'postings never change'); END;

CREATE TABLE hold (
  id TEXT PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES ledger_account (key),
  amount INTEGER NOT NULL CHECK (amount > 0),
  state TEXT NOT NULL CHECK (state IN ('open', 'captured', 'released')),
  opened_at TEXT NOT NULL,
  settled_at TEXT
) WITHOUT ROWID;
CREATE INDEX hold_open ON hold (account) WHERE state = 'open';

-- Every statement line for ever; the feed carries only the last 90 days of them.
CREATE TABLE statement_line (
  key INTEGER PRIMARY KEY,
  company INTEGER NOT NULL,
  account_id TEXT NOT NULL,
  posted_at TEXT NOT NULL,
  doc TEXT NOT NULL
);
CREATE INDEX statement_line_order ON statement_line (company, account_id, posted_at, key);

CREATE TABLE credential (
  company INTEGER NOT NULL,
  login TEXT NOT NULL,
  user_id TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  earlier_hashes TEXT NOT NULL,
  password_changed_at TEXT NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (company, login)
) WITHOUT ROWID;

CREATE TABLE session (
  id TEXT PRIMARY KEY,
  company INTEGER NOT NULL,
  user_id TEXT NOT NULL,
  device_id TEXT NOT NULL,
  device_name TEXT NOT NULL,
  started_at TEXT NOT NULL,
  ended_at TEXT
) WITHOUT ROWID;
CREATE TABLE session_token (
  hash TEXT PRIMARY KEY,
  session TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('access', 'refresh')),
  expires_at TEXT NOT NULL,
  used INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX session_token_session ON session_token (session);
CREATE INDEX session_token_expiry ON session_token (expires_at);

CREATE TABLE series (company INTEGER NOT NULL, name TEXT NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (company, name)) WITHOUT ROWID;

CREATE TABLE timer (key INTEGER PRIMARY KEY, due_at TEXT NOT NULL, company INTEGER NOT NULL, kind TEXT NOT NULL, UNIQUE (company, kind));
CREATE INDEX timer_due ON timer (due_at);
`

const UPLOADS = `
-- Files on their way in; the bytes that have come lie in the data folder under the upload's id. A stored one stays until it
-- expires, for clients that missed the answer to their last piece.
CREATE TABLE upload (
  id TEXT PRIMARY KEY,
  company INTEGER NOT NULL REFERENCES company (key),
  user_id TEXT NOT NULL,
  file_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  media_type TEXT NOT NULL,
  purpose TEXT NOT NULL,
  size INTEGER NOT NULL CHECK (size > 0),
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  stored INTEGER NOT NULL DEFAULT 0 CHECK (stored IN (0, 1))
) WITHOUT ROWID;
CREATE INDEX upload_owner ON upload (company, user_id, stored);
CREATE INDEX upload_expiry ON upload (company, expires_at);
`

/** One index for each field that rules look documents up by. */
const LOOKUPS = DOCUMENT_TYPES.flatMap((type) =>
  lookupFields[type].map((field) => ({ name: `document_${type}_${field}`, type, field })),
)

function lookupIndexes(): string {
  return LOOKUPS.map(
    ({ name, type, field }) =>
      `CREATE INDEX IF NOT EXISTS ${name} ON document (company, json_extract(doc, '$.${field}')) WHERE type = '${type}';`,
  ).join('\n')
}

/** Writes many documents at once: one sort at the end is several times faster than an index kept up row by row. */
export function withoutLookupIndexes(db: SqliteDatabase, work: () => void): void {
  for (const { name } of LOOKUPS) db.exec(`DROP INDEX IF EXISTS ${name}`)
  work()
  db.exec(lookupIndexes())
}

const MIGRATIONS: readonly (() => string)[] = [
  () => BASE + lookupIndexes(),
  () => UPLOADS,
  lookupIndexes,
  lookupIndexes,
]

/** Why a database cannot be used. */
export type SchemaFault = 'foreign' | 'newer'

type Reading = Pick<SqliteDatabase, 'prepare'>

/** Whether a file is ours to write to; looked at before anything is written. A blank one is. */
export function schemaFault(db: Reading): SchemaFault | null {
  const version = pragma(db, 'user_version')
  const isOurs = pragma(db, 'application_id') === APPLICATION_ID
  if (!isOurs && !(version === 0 && isBlank(db))) return 'foreign'
  return version > MIGRATIONS.length ? 'newer' : null
}

/** Brings a database without a fault to this build's schema, one transaction per step. */
export function migrate(db: SqliteDatabase): void {
  const version = pragma(db, 'user_version')
  MIGRATIONS.slice(version).forEach((statements, index) => {
    db.transaction(() => {
      db.exec(statements())
      db.exec(`PRAGMA application_id = ${APPLICATION_ID}`)
      db.exec(`PRAGMA user_version = ${version + index + 1}`)
    })
  })
}

function pragma(db: Reading, name: 'user_version' | 'application_id'): number {
  const row = db.prepare(`PRAGMA ${name}`).get()
  return row ? integerOf(row, name) : 0
}

function isBlank(db: Reading): boolean {
  return db.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get() === undefined
}
