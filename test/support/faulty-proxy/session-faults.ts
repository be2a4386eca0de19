import { type Bank, type Fields, fieldsOf, isFields, type Wrap, withBody } from './exchange'
import type { ContractFault } from './faults'

const LOGIN = '/v1/auth/login'

/** Changes the fields of successful or, with `problems`, of failed answers on a path. */
export const rewriting =
  (path: RegExp, change: (fields: Fields) => Fields, { problems = false } = {}): Wrap =>
  (bank) =>
  async (exchange) => {
    const answer = await bank(exchange)
    const meant = path.test(exchange.path) && answer.status >= 400 === problems
    return meant ? withBody(answer, change(fieldsOf(answer))) : answer
  }

function withoutAttempts(fields: Fields): Fields {
  const { params: _, ...rest } = fields
  return rest
}

/** Tells who is no user: everybody who has not signed in here before. */
function tellingUsers(bank: Bank): Bank {
  const known = new Set<string>()
  return async (exchange) => {
    const answer = await bank(exchange)
    if (exchange.path !== LOGIN) return answer
    const { companyId, userId } = fieldsOf(exchange)
    const who = `${companyId}/${userId}`
    if (answer.status === 200) known.add(who)
    return answer.status === 401 && !known.has(who)
      ? withBody(answer, { ...fieldsOf(answer), detail: 'There is no such user.' })
      : answer
  }
}

/** Gives each refresh its old token back, and goes on with the new one behind the client's back. */
function keepingTokens(bank: Bank): Bank {
  const latest = new Map<string, string>()
  return async (exchange) => {
    if (exchange.path !== '/v1/auth/refresh') return bank(exchange)
    const given = String(fieldsOf(exchange).refreshToken)
    const answer = await bank(withBody(exchange, { ...fieldsOf(exchange), refreshToken: latest.get(given) ?? given }))
    const renewed = fieldsOf(answer).refreshToken
    if (answer.status !== 200 || typeof renewed !== 'string') return answer
    latest.set(given, renewed)
    return withBody(answer, { ...fieldsOf(answer), refreshToken: given })
  }
}

const deafToLogout =
  (bank: Bank): Bank =>
  async (exchange) => {
    if (exchange.path !== '/v1/auth/logout') return bank(exchange)
    const meta = fieldsOf(await bank({ ...exchange, method: 'GET', path: '/v1/meta', body: Buffer.alloc(0) }))
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify({ serverTime: meta.serverTime })),
    }
  }

/** A token in the address opens the door too. */
const takingTokensFromUrls =
  (bank: Bank): Bank =>
  async (exchange) => {
    const token = new URL(exchange.path, 'http://bank').searchParams.get('access_token')
    if (token === null) return bank(exchange)
    return bank({ ...exchange, headers: { ...exchange.headers, authorization: `Bearer ${token}` } })
  }

export const SESSION_FAULTS: readonly ContractFault[] = [
  {
    name: 'plain-problems',
    breaks: 'Errors are application/problem+json',
    caughtBy: 'has type, title, status, code and detail',
    wrap: (bank) => async (exchange) => {
      const answer = await bank(exchange)
      return answer.status < 400
        ? answer
        : { ...answer, headers: { ...answer.headers, 'content-type': 'application/json' } }
    },
  },
  {
    name: 'problems-without-code',
    breaks: 'a problem’s code is stable',
    caughtBy: 'has type, title, status, code and detail',
    wrap: rewriting(/./, ({ code: _, ...rest }) => rest, { problems: true }),
  },
  {
    name: 'faults-not-listed',
    breaks: 'wrong fields answer 400 with every fault listed',
    caughtBy: 'answers 400 and names every missing field',
    wrap: rewriting(
      /./,
      (fields) => ({ ...fields, ...(Array.isArray(fields.errors) ? { errors: fields.errors.slice(0, 1) } : {}) }),
      {
        problems: true,
      },
    ),
  },
  {
    name: 'attempts-left-missing',
    breaks: '401 auth.invalid_credentials has params.attemptsLeft',
    caughtBy: 'a right one starts the count anew',
    wrap: rewriting(/^\/v1\/auth\/login$/, withoutAttempts, { problems: true }),
  },
  {
    name: 'unknown-users-told',
    breaks: 'the same answer for an unknown user',
    caughtBy: 'get, try by try, the answers of a known one',
    wrap: tellingUsers,
  },
  {
    name: 'tokens-not-rotated',
    breaks: 'refresh tokens rotate',
    caughtBy: 'answers like a sign-in, with new tokens that work',
    wrap: keepingTokens,
  },
  { name: 'logout-ignored', breaks: 'signing out ends the session', caughtBy: 'ends both tokens', wrap: deafToLogout },
  {
    name: 'tokens-in-urls',
    breaks: 'tokens only in the Authorization header',
    caughtBy: 'a token in the address does not count',
    wrap: takingTokensFromUrls,
  },
  {
    name: 'more-permissions',
    breaks: 'permissions are those of the role',
    caughtBy: 'gives maker exactly the permissions of the role table',
    wrap: rewriting(/^\/v1\/auth\/login$/, (fields) => ({
      ...fields,
      permissions: [...(Array.isArray(fields.permissions) ? fields.permissions : []), 'approvals.decide'],
      ...(isFields(fields.user) ? { user: fields.user } : {}),
    })),
  },
  {
    name: 'any-host',
    breaks: '421 for a Host header that is not the bank’s own address',
    caughtBy: 'reached under a foreign name (evil.example)',
    wrap: (bank) => {
      return (exchange) => {
        const { host: _, ...headers } = exchange.headers
        return bank({ ...exchange, headers })
      }
    },
  },
]
