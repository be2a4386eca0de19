import type { SqliteDatabase } from '#main/sqlite/database'
import type { Posting } from '#shared/domain/command'
import { bigintOf, integerOf, textOf } from '../storage/rows'

/**
 * The bank's double entry. Source: docs/domain.md §0 Ledger. All amounts are minor units. Every function needs an open
 * transaction. A broken rule throws: decisions are judged before they get here, so it would be a bug, and the
 * whole command is undone.
 */

export interface LedgerFigures {
  readonly currency: string
  readonly balance: bigint
  readonly held: bigint
}

export interface LedgerAccountSums extends LedgerFigures {
  readonly id: string
  /** The sum of the account's entries: equals `balance`, always. */
  readonly postingsTotal: bigint
  /** The sum of its open holds: equals `held`, always. */
  readonly holdsTotal: bigint
}

export interface Ledger {
  openAccount(company: number, id: string, currency: string, kind: 'customer' | 'clearing'): void
  figures(company: number, id: string): LedgerFigures | undefined
  /** Writes a posting and moves the balances. */
  post(company: number, posting: Posting, at: string, commandId: string | null): void
  /** Sets money of an account aside. */
  openHold(company: number, hold: { id: string; accountId: string; amount: bigint }, at: string): void
  /** Ends a hold, once: `captured` is followed by a posting of the captured part, `released` frees the whole. */
  settleHold(id: string, outcome: 'captured' | 'released', at: string): void
  postings(): number
  /** The sum of every entry ever written: zero, always. */
  sum(): bigint
  accounts(): LedgerAccountSums[]
}

interface AccountRow extends LedgerFigures {
  readonly key: number
  readonly kind: string
}

const ACCOUNT = `SELECT key, kind, currency, CAST(balance AS TEXT) AS balance, CAST(held AS TEXT) AS held
FROM ledger_account WHERE company = ? AND id = ?`

const SUMS = `SELECT a.id, a.currency, CAST(a.balance AS TEXT) AS balance, CAST(a.held AS TEXT) AS held,
CAST(coalesce(e.total, 0) AS TEXT) AS postings_total, CAST(coalesce(h.total, 0) AS TEXT) AS holds_total
FROM ledger_account a
LEFT JOIN (SELECT account, sum(amount) AS total FROM posting_entry GROUP BY account) e ON e.account = a.key
LEFT JOIN (SELECT account, sum(amount) AS total FROM hold WHERE state = 'open' GROUP BY account) h ON h.account = a.key
ORDER BY a.key`

export function ledgerOf(db: SqliteDatabase): Ledger {
  function account(company: number, id: string): AccountRow | undefined {
    const row = db.prepare(ACCOUNT).get(company, id)
    if (!row) return undefined
    return {
      key: integerOf(row, 'key'),
      kind: textOf(row, 'kind'),
      currency: textOf(row, 'currency'),
      balance: bigintOf(row, 'balance'),
      held: bigintOf(row, 'held'),
    }
  }

  function known(company: number, id: string): AccountRow {
    const found = account(company, id)
    if (!found) throw new Error(`no ledger account ${id}`)
    return found
  }

  return {
    openAccount(company, id, currency, kind) {
      db.prepare('INSERT INTO ledger_account (company, id, currency, kind) VALUES (?, ?, ?, ?)').run(
        company,
        id,
        currency,
        kind,
      )
    },
    figures: account,
    post(company, posting, at, commandId) {
      if (posting.entries.length < 2) throw new Error(`posting ${posting.id} has fewer than two entries`)
      const total = posting.entries.reduce((sum, entry) => sum + entry.amount, 0n)
      if (total !== 0n) throw new Error(`posting ${posting.id} sums to ${total}`)
      const row = db
        .prepare(
          'INSERT INTO posting (company, id, currency, posted_at, command_id) VALUES (?, ?, ?, ?, ?) RETURNING key',
        )
        .get(company, posting.id, posting.currency, at, commandId)
      if (!row) throw new Error('a posting was not written')
      const key = integerOf(row, 'key')
      for (const entry of posting.entries) {
        const { key: accountKey, currency } = known(company, entry.accountId)
        if (currency !== posting.currency) throw new Error(`posting ${posting.id} mixes ${currency} in`)
        db.prepare('INSERT INTO posting_entry (posting, account, amount) VALUES (?, ?, ?)').run(
          key,
          accountKey,
          entry.amount,
        )
        // The table's own check refuses an available amount below zero.
        db.prepare('UPDATE ledger_account SET balance = balance + ? WHERE key = ?').run(entry.amount, accountKey)
      }
    },
    openHold(company, { id, accountId, amount }, at) {
      const { key } = known(company, accountId)
      db.prepare("INSERT INTO hold (id, account, amount, state, opened_at) VALUES (?, ?, ?, 'open', ?)").run(
        id,
        key,
        amount,
        at,
      )
      db.prepare('UPDATE ledger_account SET held = held + ? WHERE key = ?').run(amount, key)
    },
    settleHold(id, outcome, at) {
      const settled = db
        .prepare(
          "UPDATE hold SET state = ?, settled_at = ? WHERE id = ? AND state = 'open' RETURNING account, CAST(amount AS TEXT) AS amount",
        )
        .get(outcome, at, id)
      if (!settled) throw new Error(`hold ${id} is not open`)
      db.prepare('UPDATE ledger_account SET held = held - ? WHERE key = ?').run(
        bigintOf(settled, 'amount'),
        integerOf(settled, 'account'),
      )
    },
    postings: () => integerOf(db.prepare('SELECT count(*) AS n FROM posting').get() ?? {}, 'n'),
    sum: () =>
      bigintOf(
        db.prepare('SELECT CAST(coalesce(sum(amount), 0) AS TEXT) AS total FROM posting_entry').get() ?? {},
        'total',
      ),
    accounts: () =>
      db
        .prepare(SUMS)
        .all()
        .map((row) => ({
          id: textOf(row, 'id'),
          currency: textOf(row, 'currency'),
          balance: bigintOf(row, 'balance'),
          held: bigintOf(row, 'held'),
          postingsTotal: bigintOf(row, 'postings_total'),
          holdsTotal: bigintOf(row, 'holds_total'),
        })),
  }
}

const CLEARING = 'clearing:'

/** The bank's own account against which a channel's money moves. Readable on purpose: it stands in `/v1/sim/ledger`. */
export function clearingAccountId(channel: string, currency: string): string {
  return `${CLEARING}${channel}:${currency}`
}

export function isClearingAccountId(id: string): boolean {
  return id.startsWith(CLEARING)
}
