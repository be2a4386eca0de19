import { freshId } from '../bank-client'
import { type Bank, type Fields, fieldsOf, listOf, type Wrap, withBody } from './exchange'
import type { ContractFault } from './faults'
import { rewriting } from './session-faults'

const COMMANDS = /^\/v1\/commands$/

const results = (change: (result: Fields) => Fields): Wrap =>
  rewriting(COMMANDS, (fields) => ({ ...fields, results: listOf(fields.results).map(change) }))

/** Takes each command under an id of its own, so that the bank never sees one twice. */
const forgettingIds =
  (bank: Bank): Bank =>
  async (exchange) => {
    if (!COMMANDS.test(exchange.path)) return bank(exchange)
    const asked = fieldsOf(exchange)
    const commands = listOf(asked.commands)
    const renamed = commands.map((command) => ({ ...command, id: freshId(), dependsOn: [] }))
    const answer = await bank(withBody(exchange, { ...asked, commands: renamed }))
    const fields = fieldsOf(answer)
    if (!Array.isArray(fields.results)) return answer
    return withBody(answer, {
      ...fields,
      results: listOf(fields.results).map((result, at) => ({ ...result, id: commands[at]?.id })),
    })
  }

const ignoringDependencies =
  (bank: Bank): Bank =>
  async (exchange) => {
    if (!COMMANDS.test(exchange.path)) return bank(exchange)
    const asked = fieldsOf(exchange)
    return bank(
      withBody(exchange, { ...asked, commands: listOf(asked.commands).map((one) => ({ ...one, dependsOn: [] })) }),
    )
  }

/** Takes any number in one request, by making several of it. */
const takingAnyNumber =
  (bank: Bank): Bank =>
  async (exchange) => {
    const asked = fieldsOf(exchange)
    const commands = listOf(asked.commands)
    if (!COMMANDS.test(exchange.path) || commands.length <= 100) return bank(exchange)
    const first = await bank(withBody(exchange, { ...asked, commands: commands.slice(0, 100) }))
    const rest = await bank(withBody(exchange, { ...asked, commands: commands.slice(100) }))
    const answered = [...listOf(fieldsOf(first).results), ...listOf(fieldsOf(rest).results)]
    return withBody(rest, { ...fieldsOf(rest), results: answered })
  }

/** Runs the commands of a request from the last to the first. */
const backwards =
  (bank: Bank): Bank =>
  async (exchange) => {
    if (!COMMANDS.test(exchange.path)) return bank(exchange)
    const asked = fieldsOf(exchange)
    const answer = await bank(withBody(exchange, { ...asked, commands: listOf(asked.commands).reverse() }))
    const fields = fieldsOf(answer)
    return Array.isArray(fields.results)
      ? withBody(answer, { ...fields, results: listOf(fields.results).reverse() })
      : answer
  }

export const COMMAND_FAULTS: readonly ContractFault[] = [
  {
    name: 'replayed-missing',
    breaks: 'the same id answers with replayed: true',
    caughtBy: 'answers the same acceptance as replayed and does nothing',
    wrap: results(({ replayed: _, ...rest }) => rest),
  },
  {
    name: 'replayed-untrue',
    breaks: 'the same id answers with replayed: true',
    caughtBy: 'answers the same acceptance as replayed and does nothing',
    wrap: results((result) => ({ ...result, replayed: false })),
  },
  {
    name: 'idempotency-lost',
    breaks: 'the same id does nothing the second time',
    caughtBy: 'twenty times at once takes effect once',
    wrap: forgettingIds,
  },
  {
    name: 'forbidden-accepted',
    breaks: 'auth.forbidden refuses what the role may not send',
    caughtBy: 'approver sends subAccount.create',
    wrap: results((result) =>
      result.code === 'auth.forbidden' ? { ...result, status: 'accepted', code: undefined, seq: 1 } : result,
    ),
  },
  {
    name: 'mismatch-accepted',
    breaks: 'command.payload_mismatch refuses the same id with other content',
    caughtBy: 'under an id with other content is refused',
    wrap: results((result) =>
      result.code === 'command.payload_mismatch'
        ? { ...result, status: 'accepted', code: undefined, replayed: true, seq: 1 }
        : result,
    ),
  },
  {
    name: 'dependencies-ignored',
    breaks: 'command.dependency_unknown refuses a command whose parent the bank does not know',
    caughtBy: 'whose parent is unknown stores nothing',
    wrap: ignoringDependencies,
  },
  {
    name: 'out-of-order',
    breaks: 'commands of one request run in order',
    caughtBy: 'runs the commands of one request in order',
    wrap: backwards,
  },
  {
    name: 'any-number',
    breaks: 'a request holds at most 100 commands',
    caughtBy: 'takes a hundred, and not one more',
    wrap: takingAnyNumber,
  },
  {
    name: 'invalid-unexplained',
    breaks: 'command.invalid comes with errors',
    caughtBy: 'with faulty arguments names each fault',
    wrap: results(({ errors: _, ...rest }) => rest),
  },
  {
    name: 'seq-missing',
    breaks: 'an accepted command tells its seq',
    caughtBy: 'tells the place in the feed at which the effect is visible',
    wrap: results(({ seq: _, ...rest }) => rest),
  },
  {
    name: 'outcomes-forgotten',
    breaks: 'outcomes are kept for ever and can be looked up',
    caughtBy: 'answers the stored result of an accepted and of a rejected command',
    wrap: (bank) => (exchange) =>
      bank(/^\/v1\/commands\/./.test(exchange.path) ? { ...exchange, path: `/v1/commands/${freshId()}` } : exchange),
  },
]
