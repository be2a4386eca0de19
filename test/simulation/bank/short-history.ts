import type { SqliteDatabase } from '#main/sqlite/database'

/** Three months of statement lines and years of holidays say nothing that a few of them do not. */
const KEPT_EACH = { statementLine: 400, holiday: 8 } as const

/**
 * Shortens what a seeded bank remembers, and its file, so that copying and judging all of it takes little: most statement
 * lines and holidays go, and one posting takes the place of those that made the balances.
 */
export function shortenHistory(db: SqliteDatabase, company: number): void {
  db.transaction(() => {
    const { statementLine, holiday } = KEPT_EACH
    db.exec(`DELETE FROM document WHERE type = 'accountTransaction' AND seq % ${statementLine} <> 0`)
    db.exec(`DELETE FROM statement_line WHERE key % ${statementLine} <> 0`)
    db.exec(`DELETE FROM document WHERE type = 'holiday' AND seq % ${holiday} <> 0`)
    withoutTriggers(db, () => replacePostings(db, company))
  })
  db.exec('VACUUM')
}

function replacePostings(db: SqliteDatabase, company: number): void {
  db.exec('DELETE FROM posting_entry')
  db.exec('DELETE FROM posting')
  for (const { currency } of db.prepare('SELECT DISTINCT currency FROM ledger_account').all()) {
    const made = db
      .prepare("INSERT INTO posting (company, id, currency, posted_at) VALUES (?, ?, ?, '') RETURNING key")
      .get(company, `opening ${String(currency)}`, String(currency))
    db.prepare(
      'INSERT INTO posting_entry (posting, account, amount) SELECT ?, key, balance FROM ledger_account WHERE currency = ? AND balance <> 0',
    ).run(Number(made?.key), String(currency))
  }
}

/** Postings never change: their triggers see to it, and come back as they were. */
function withoutTriggers(db: SqliteDatabase, work: () => void): void {
  const triggers = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all()
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${String(name)}`)
  work()
  for (const { sql } of triggers) db.exec(String(sql))
}
