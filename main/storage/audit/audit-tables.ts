import type { CopyTables } from '../copy-table-names'

/**
 * Audit entries as the Audit screen lists and finds them, beside the entries themselves.
 *
 * `auditRow` has one row an entry under the entry's own number `n`: the bank's time in milliseconds, the feed position, and
 * what a list shows of it. `auditName` numbers the command types, persons and devices that occur. `auditSearch` finds entries by text,
 * type, person and outcome at once: types, persons and outcomes stand in it as codes of three characters or a few more, which a
 * trigram index finds as fast as it counts.
 *
 * Entries come in the order in which the bank wrote them, so `n` is as a rule their order in time as well, in which the
 * search index answers by itself. A row that breaks it is marked `late`; as long as there is one, order is made by sorting.
 */
export function auditTableDefinitions({ auditRow, auditName, auditSearch }: CopyTables): string {
  return `
    CREATE TABLE ${auditRow} (
      n INTEGER PRIMARY KEY, at INTEGER NOT NULL, seq INTEGER NOT NULL, late INTEGER NOT NULL,
      type INTEGER NOT NULL, person INTEGER NOT NULL, device INTEGER, accepted INTEGER NOT NULL, subject TEXT,
      told TEXT NOT NULL
    );
    CREATE TABLE ${auditName} (
      code INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, UNIQUE (kind, name)
    );
    CREATE VIRTUAL TABLE ${auditSearch} USING fts5(
      text, type, person, outcome, content='', contentless_delete=1, tokenize='trigram');`
}

export function auditIndexes({ auditRow }: CopyTables): string[] {
  return [
    `CREATE INDEX IF NOT EXISTS ${auditRow}_by_time ON ${auditRow} (at, seq)`,
    `CREATE INDEX IF NOT EXISTS ${auditRow}_by_subject ON ${auditRow} (subject, at, seq) WHERE subject IS NOT NULL`,
    `CREATE INDEX IF NOT EXISTS ${auditRow}_late ON ${auditRow} (n) WHERE late = 1`,
  ]
}

export type AuditNameKind = 'type' | 'person' | 'device'

/** How `auditSearch` names a type or a person: never part of another's code. */
export function codeText(code: number): string {
  return `<${code.toString(36)}>`
}

/** How `auditSearch` names an outcome. */
export const OUTCOME_CODES = { accepted: '<+>', rejected: '<->' } as const
