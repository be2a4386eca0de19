import { z } from 'zod'
import { err, ok, type Result } from '#shared/kernel/result'
import { BankClient, DEMO_USERS, type DemoUser, demoUserNames, type Reply } from '../support/bank-client'
import type { Options } from './cli'
import type { Target } from './target'

/** What the kit found before it checks anything. */
export interface Probed {
  readonly target: Target
  /** As `/v1/meta` calls itself. */
  readonly bankName: string
}

type UserIds = Partial<Record<DemoUser, string>>

// Lenient on purpose: what is wrong with these answers is for the checks to say.
const LooseMeta = z.looseObject({ name: z.string().catch('?'), simulation: z.boolean().catch(false) })
const LooseLogin = z.looseObject({ user: z.looseObject({ role: z.string() }) })

/** Reaches the bank and signs each user in once, which also shows who has which role. Errors are sentences for a person. */
export async function probe(options: Options): Promise<Result<Probed, string>> {
  const { url, company: companyId, password } = options
  const meta = await reach(url)
  if (!meta.ok) return meta
  const given = givenUsers(options.users)
  if (!given.ok) return given
  const client = new BankClient(url, { companyId, password, userIds: {} })
  const userIds: UserIds = {}
  for (const { name, userId, byDefault } of given.value) {
    const reply = await client.tryLogin(userId)
    if (reply.status === 200) userIds[name ?? nameOf(reply) ?? 'maker'] = userId
    else if (!byDefault) return err(`${userId} of ${companyId} cannot sign in: ${said(reply)}`)
    else if (reply.status === 429) return err(`too many failed sign-ins from here just now: ${said(reply)}`)
  }
  if (userIds.maker === undefined)
    return err(`the checks need a treasury_maker of ${companyId} who can sign in with the password given`)
  return ok({
    target: { url, companyId, password, userIds, simulation: meta.value.simulation },
    bankName: meta.value.name,
  })
}

async function reach(url: string): Promise<Result<z.infer<typeof LooseMeta>, string>> {
  try {
    const reply = await new BankClient(url).get('/v1/meta')
    const meta = LooseMeta.safeParse(reply.body)
    return reply.status === 200 && meta.success
      ? ok(meta.data)
      : err(`${url} is no bank: /v1/meta answered ${said(reply)}`)
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    return err(`${url} cannot be reached: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}

interface GivenUser {
  /** What the checks call the role; undefined: found by signing in. */
  readonly name: DemoUser | undefined
  readonly userId: string
  /** Not named on the command line: it may be missing. */
  readonly byDefault: boolean
}

function givenUsers(text: string | undefined): Result<GivenUser[], string> {
  if (text === undefined) return ok(demoUserNames.map((name) => ({ name, userId: name, byDefault: true })))
  const users: GivenUser[] = []
  for (const part of text.split(',')) {
    const [left = '', right] = part.split('=').map((side) => side.trim())
    const name = right === undefined ? undefined : demoUserNames.find((known) => known === left)
    const userId = right ?? left
    if (userId === '' || (right !== undefined && name === undefined)) {
      return err(`--users takes USERID or NAME=USERID with NAME one of ${demoUserNames.join(', ')}: not “${part}”`)
    }
    users.push({ name, userId, byDefault: false })
  }
  return ok(users)
}

function nameOf(reply: Reply): DemoUser | undefined {
  const login = LooseLogin.safeParse(reply.body)
  return demoUserNames.find((name) => login.success && DEMO_USERS[name] === login.data.user.role)
}

function said({ status, body }: Reply): string {
  return `${status} ${JSON.stringify(body)?.slice(0, 200) ?? ''}`
}
