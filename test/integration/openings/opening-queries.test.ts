import { describe, expect, it } from 'vitest'
import { createOpeningQueries } from '#main/storage/openings/opening-queries'
import { bodyOf, groupInFours } from '#shared/domain/accounts/account-number'
import {
  currentAccountId,
  goOffline,
  goOnline,
  openAccount,
  seen,
  settled,
  someAccountId,
  submit,
} from '../sync/accounts'
import { type Device, deviceForEachTest, freshId } from '../sync/sync-world'

let device: Device
deviceForEachTest((given) => {
  device = given.device
})

const ask = () => createOpeningQueries(device.store)

function preview(
  parentId: string,
  count = 3,
  segments?: Parameters<ReturnType<typeof ask>['previewNumbers']>[0]['segments'],
) {
  const answer = ask().previewNumbers({ parentId, count, segments })
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}

async function opened(parentId: string, args: { body?: string } = {}) {
  const { id, commandId } = openAccount(device, { parentId, ...args })
  await settled(device, commandId)
  return seen(device, id)?.number ?? ''
}

describe('the numbers that the bank would give next', () => {
  it('are those that it gives', async () => {
    const top = currentAccountId(device)
    const { numbers, problem, currentAccount, prefix } = preview(top)
    expect(problem).toBeNull()
    expect(currentAccount.id).toBe(top)
    const given = [await opened(top), await opened(top), await opened(top)]
    expect(given).toEqual(numbers)
    expect(given.every((number) => number.startsWith(prefix))).toBe(true)
  })

  it('carry the field digits of the account above', async () => {
    const parent = someAccountId(device, 2)
    const [next] = preview(parent, 1).numbers
    expect(await opened(parent)).toBe(next)
  })

  it('come after those that wait here, and skip what was typed by hand', async () => {
    const top = currentAccountId(device)
    const [first = '', second = '', third = ''] = preview(top).numbers
    await opened(top, { body: bodyOf(second) })
    expect(preview(top, 2).numbers).toEqual([first, third])
    goOffline(device)
    const waiting = openAccount(device, { parentId: top })
    expect(preview(top, 1).numbers).toEqual([third])
    goOnline(device)
    await settled(device, waiting.commandId)
    expect(seen(device, waiting.id)?.number).toBe(first)
    expect(await opened(top)).toBe(third)
  })

  it('are not misled by a number far away that somebody typed', async () => {
    const top = currentAccountId(device)
    const [next = ''] = preview(top, 1).numbers
    await opened(top, { body: `${bodyOf(next).slice(0, -4)}9876` })
    expect(preview(top, 1).numbers).toEqual([next])
  })

  it('follow a scheme that is tried, and then the bank when it is set', async () => {
    const top = currentAccountId(device)
    const segments = [
      { kind: 'fixed' as const, digits: '77' },
      { kind: 'sequence' as const, width: 8 },
    ]
    const tried = preview(top, 2, segments)
    expect(tried.numbers.map((number) => bodyOf(number).slice(0, 2))).toEqual(['77', '77'])
    expect(tried.segments).not.toEqual(segments)
    goOffline(device)
    const set = submit(device, 'numbering.set', { currentAccountId: top, segments })
    expect(preview(top, 2)).toMatchObject({ segments, numbers: tried.numbers })
    goOnline(device)
    await settled(device, set)
    expect(preview(top, 2)).toMatchObject({ segments, numbers: tried.numbers })
    expect([await opened(top), ...preview(top, 1).numbers]).toEqual(tried.numbers)
  })

  it('are none where a scheme has run out, and the reason is told', () => {
    const top = currentAccountId(device)
    const segments = [
      { kind: 'fixed' as const, digits: '777777777' },
      { kind: 'sequence' as const, width: 1 },
    ]
    const { numbers, problem } = preview(top, 10, segments)
    expect(numbers.length).toBeLessThan(10)
    expect(problem).toEqual({ code: 'numbering.invalid', params: { reason: 'sequence_exhausted', width: 1 } })
  })

  it('are not told of an account that is not here', () => {
    expect(ask().previewNumbers({ parentId: freshId(), count: 1 })).toMatchObject({ error: { code: 'not_found' } })
  })
})

describe('a parent as a file names it', () => {
  it('is found by number in any spelling, by its ten digits, or as a current account', () => {
    const account = seen(device, someAccountId(device))
    const top = device.store.documents.visible.find('currentAccount', currentAccountId(device))
    if (!account?.number || !top) throw new Error('no account')
    const found = { id: account.id, name: account.name, number: account.number, currency: 'IDR' }
    const giro = { id: top.id, name: top.name, number: top.number, currency: 'IDR' }
    const texts = [
      account.number,
      groupInFours(account.number),
      bodyOf(account.number),
      top.number,
      ` ${top.name.toUpperCase()} `,
      account.name,
      '8812300000000000',
      '',
      '12',
    ]
    expect(ask().findParents(texts)).toEqual([found, found, found, giro, giro, null, null, null, null])
  })
})
