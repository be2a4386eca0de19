import { type Bank, type Fields, fieldsOf, isFields, listOf, type Wrap } from './exchange'
import type { ContractFault } from './faults'
import { rewriting } from './session-faults'

const CHANGES = /^\/v1\/sync\/changes/

const changing = (change: (changes: Fields[]) => Fields[]): Wrap =>
  rewriting(CHANGES, (fields) => ({ ...fields, changes: change(listOf(fields.changes)) }))

const documents = (type: string, change: (doc: Fields) => Fields): Wrap =>
  changing((changes) =>
    changes.map((one) => (one.type === type && isFields(one.doc) ? { ...one, doc: change(one.doc) } : one)),
  )

/** Serves the maker's feed with a manager's eyes. */
function leaking(bank: Bank): Bank {
  const tokens = new Map<string, string>()
  return async (exchange) => {
    if (CHANGES.test(exchange.path)) {
      const asked = exchange.headers.authorization
      const manager = tokens.get('manager')
      const headers = {
        ...exchange.headers,
        ...(asked === tokens.get('treasury_maker') && manager ? { authorization: manager } : {}),
      }
      return bank({ ...exchange, headers })
    }
    const answer = await bank(exchange)
    const { user, accessToken } = fieldsOf(answer)
    if (exchange.path === '/v1/auth/login' && isFields(user)) tokens.set(String(user.role), `Bearer ${accessToken}`)
    return answer
  }
}

/** Starts from the beginning where the cursor is no good, and says nothing of it. */
const forgivingCursors =
  (bank: Bank): Bank =>
  async (exchange) => {
    const answer = await bank(exchange)
    return answer.status === 410 ? bank({ ...exchange, path: '/v1/sync/changes' }) : answer
  }

export const FEED_FAULTS: readonly ContractFault[] = [
  {
    name: 'feed-out-of-order',
    breaks: 'changes are ordered by seq',
    caughtBy: 'carries every document once, in the order of commit',
    wrap: changing((changes) => [...changes].reverse()),
  },
  {
    name: 'documents-twice',
    breaks: 'a document appears once',
    caughtBy: 'carries every document once, in the order of commit',
    wrap: changing((changes) => [...changes, ...changes.slice(0, 1)]),
  },
  {
    name: 'change-lost',
    breaks: 'the feed holds every document that the user may see',
    caughtBy: 'proves the copy of maker',
    wrap: changing((changes) => changes.slice(1)),
  },
  {
    name: 'field-missing',
    breaks: 'every backend gives available of a subAccount',
    caughtBy: 'carries documents that fit their schemas',
    wrap: documents('subAccount', ({ available: _, ...rest }) => rest),
  },
  {
    name: 'money-as-number',
    breaks: 'money is a decimal string',
    caughtBy: 'carries documents that fit their schemas',
    wrap: documents('currentAccount', (doc) => ({ ...doc, balance: Number(doc.balance) })),
  },
  {
    name: 'digest-wrong',
    breaks: 'the digest’s hash is of the sorted id:version lines',
    caughtBy: 'proves the copy of maker',
    wrap: rewriting(/^\/v1\/sync\/digest/, (fields) => ({
      ...fields,
      types: Object.fromEntries(
        Object.entries(isFields(fields.types) ? fields.types : {}).map(([type, of]) => [
          type,
          { ...(isFields(of) ? of : {}), hash: '0'.repeat(64) },
        ]),
      ),
    })),
  },
  {
    name: 'stale-cursors-taken',
    breaks: 'an unusable cursor answers 410',
    caughtBy: 'that is garbled (rubbish) is gone',
    wrap: forgivingCursors,
  },
  {
    name: 'audit-leaked',
    breaks: 'the feed holds only what this user may see',
    caughtBy: 'what a role sees › as maker',
    wrap: leaking,
  },
  {
    name: 'uncompressed',
    breaks: 'responses are gzipped',
    caughtBy: 'gzips the feed for a client that takes it',
    uncompressed: true,
  },
  {
    name: 'never-poked',
    breaks: 'event: poke soon after a commit',
    caughtBy: 'pokes every listener soon after a commit',
    events: (text) => text.replace(/(event|data):.*\n?/g, ''),
  },
  {
    name: 'statement-oldest-first',
    breaks: 'transactions come newest first',
    caughtBy: 'gives the lines newest first',
    wrap: rewriting(/\/transactions/, (fields) => ({ ...fields, transactions: listOf(fields.transactions).reverse() })),
  },
]
