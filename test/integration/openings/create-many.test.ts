import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createOpeningQueries } from '#main/storage/openings/opening-queries'
import { CommandResult } from '#shared/contract/http'
import { bodyOf } from '#shared/domain/accounts/account-number'
import type { SubAccount } from '#shared/domain/documents'
import { BANK_ZONE, instantFromEpochMs, localDateIn } from '#shared/kernel/time'
import { BankClient, envelope, expectOk } from '../../support/bank-client'
import { currentAccountId, goOffline, goOnline, guesses, seen, settled, someAccountId } from '../sync/accounts'
import { type Device, deviceForEachTest, freshId, START_MS, type SyncWorld } from '../sync/sync-world'

let world: SyncWorld
let device: Device
deviceForEachTest((given) => {
  world = given.world
  device = given.device
})

type Row = Readonly<Record<string, unknown>> & { readonly rowId: string; readonly id: string }

/** What a row may be made of, right or wrong; parents and repeated bodies are chosen among the rows before. */
const wish = fc.record({
  under: fc.oneof(
    { weight: 5, arbitrary: fc.constant('top' as const) },
    { weight: 3, arbitrary: fc.constant('account' as const) },
    { weight: 3, arbitrary: fc.constant('earlier' as const) },
    { weight: 1, arbitrary: fc.constant('nobody' as const) },
    { weight: 1, arbitrary: fc.constant('garbage' as const) },
  ),
  which: fc.nat({ max: 20 }),
  name: fc.oneof({ weight: 8, arbitrary: fc.constant(' Kas Uji ') }, fc.constantFrom('', 'x'.repeat(81), 7, null)),
  scheme: fc.oneof({ weight: 8, arbitrary: fc.constant('transfer') }, fc.constantFrom('savings', undefined)),
  body: fc.oneof(
    { weight: 6, arbitrary: fc.constant(undefined) },
    { weight: 3, arbitrary: fc.stringMatching(/^9[0-9]{9}$/) },
    fc.constantFrom('repeat' as const, 'taken' as const, '12', ''),
  ),
  limits: fc.oneof(
    { weight: 5, arbitrary: fc.constant(undefined) },
    fc.constantFrom({ debit: { daily: '5.00' } }, { credit: { daily: '5.0' } }, { debit: { daily: 'x' } }, 'none'),
  ),
  repeatsId: fc.oneof({ weight: 12, arbitrary: fc.constant(false) }, fc.constant(true)),
})
const file = fc.record({
  wishes: fc.array(wish, { minLength: 1, maxLength: 10 }),
  onFault: fc.constantFrom('reject' as const, 'skip' as const),
})

function rowsOf(wishes: readonly (typeof wish extends fc.Arbitrary<infer W> ? W : never)[]): Row[] {
  const rows: Row[] = []
  for (const [line, { under, which, body, repeatsId, ...rest }] of wishes.entries()) {
    const earlier = rows[which % Math.max(rows.length, 1)]
    const parents = {
      top: currentAccountId(device),
      account: someAccountId(device, which % 5),
      earlier: earlier?.id ?? currentAccountId(device),
      nobody: freshId(),
      garbage: 'somewhere',
    }
    rows.push({
      ...rest,
      rowId: `line ${line + 2}`,
      id: repeatsId && earlier ? earlier.id : freshId(),
      parentId: parents[under],
      body: body === 'repeat' ? earlier?.body : body === 'taken' ? takenBody(which) : body,
    })
  }
  return rows
}

function takenBody(which: number): string {
  return bodyOf(seen(device, someAccountId(device, which % 5))?.number ?? '')
}

/** The account without what only the bank gives. */
function guessed(account: SubAccount | undefined) {
  if (!account) return undefined
  const { version: _version, updatedAt: _at, ...rest } = account
  return rest
}

const today = () => localDateIn(BANK_ZONE, instantFromEpochMs(START_MS))

describe('a file of new accounts', () => {
  it('is judged here as at the bank, row by row, whatever is in it', { timeout: 120_000 }, async () => {
    const bank = await new BankClient(world.bank.url).login('maker')
    const decide = async (args: object): Promise<CommandResult> => {
      const [result] = await bank.push(envelope('subAccount.createMany', JSON.parse(JSON.stringify(args))))
      if (!result) throw new Error('no answer')
      return result
    }
    await fc.assert(
      fc.asyncProperty(file, async ({ wishes, onFault }) => {
        const items = rowsOf(wishes)
        goOffline(device)
        const faulty = createOpeningQueries(device.store).checkRows(items, today()).faulty
        const answer = device.sync.submit({ type: 'subAccount.createMany', args: { items, onFault } })
        if (!answer.ok) {
          expect(answer.error.code).toBe('account.rows_faulty')
          expect(answer.error.params).toEqual({ rows: faulty })
          goOnline(device)
          expect(await decide({ items, onFault })).toMatchObject({
            status: 'rejected',
            code: 'account.rows_faulty',
            params: { rows: faulty },
          })
          return
        }
        const guess = items.map(({ id }) => guessed(seen(device, id)))
        const left = new Set(faulty.map(({ rowId }) => rowId))
        expect(items.filter((_, n) => guess[n] === undefined).every(({ rowId }) => left.has(rowId))).toBe(true)
        goOnline(device)
        await settled(device, answer.value.commandId)
        const result = expectOk(await bank.get(`/v1/commands/${answer.value.commandId}`), CommandResult)
        expect([result.status, result.params]).toEqual(['accepted', left.size > 0 ? { rows: faulty } : undefined])
        const truth = items.map(({ id }) => guessed(seen(device, id)))
        expect(truth.map(withoutGivenNumber(guess))).toEqual(guess)
        expect(truth.every((account) => account === undefined || /^\d{16}$/.test(account.number ?? ''))).toBe(true)
        expect(guesses(device)).toBe(0)
      }),
      { numRuns: 40 },
    )
  })

  it('of 1,000 rows with 37 faulty ones: all 37 are named, and nothing is queued', () => {
    const items = Array.from({ length: 1000 }, (_, n) => ({
      rowId: String(n + 2),
      id: freshId(),
      parentId: currentAccountId(device),
      name: n % 27 === 4 ? '' : `Kas ${n}`,
      scheme: n % 54 === 31 ? 'savings' : 'petty_cash',
    }))
    const wrong = items.filter(({ name, scheme }) => name === '' || scheme === 'savings')
    expect(wrong).toHaveLength(37)
    const submitted = device.sync.submit({ type: 'subAccount.createMany', args: { items, onFault: 'reject' } })
    expect(submitted).toEqual({
      ok: false,
      error: {
        code: 'account.rows_faulty',
        params: {
          rows: wrong.map(({ rowId, name, scheme }) => ({
            rowId,
            faults: [
              ...(name === '' ? [{ path: 'name', code: 'field.empty' }] : []),
              ...(scheme === 'savings' ? [{ path: 'scheme', code: 'field.invalid_value' }] : []),
            ],
          })),
        },
      },
    })
    expect(device.sync.outbox()).toEqual([])
    expect(guesses(device)).toBe(0)
  })

  it('that waits is built upon: a child of an imported account follows it', async () => {
    goOffline(device)
    const [parent, child] = [freshId(), freshId()]
    const row = { rowId: '2', id: parent, parentId: currentAccountId(device), name: 'Induk', scheme: 'operational' }
    const imported = device.sync.submit({ type: 'subAccount.createMany', args: { items: [row], onFault: 'reject' } })
    const created = device.sync.submit({
      type: 'subAccount.create',
      args: { id: child, parentId: parent, name: 'Anak', scheme: 'operational' },
    })
    if (!imported.ok || !created.ok) throw new Error('not queued')
    expect(device.sync.outbox().at(-1)?.dependsOn).toEqual([imported.value.commandId])
    expect(device.sync.pendingMarks([parent]).get(parent)).toMatchObject({ types: ['subAccount.createMany'] })
    goOnline(device)
    await settled(device, created.value.commandId)
    expect(seen(device, child)?.parentId).toBe(parent)
  })
})

/** A number that the guess left to the bank is no difference. */
function withoutGivenNumber(guess: readonly ReturnType<typeof guessed>[]) {
  return (account: ReturnType<typeof guessed>, at: number) =>
    account && guess[at]?.number === null ? { ...account, number: null } : account
}
