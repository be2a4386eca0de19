import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { type Derivation, deriveKey } from '#main/vault/derive-key'
import { createKeyThread, type KeyThread } from '#main/vault/derive-key-thread'

const MODULE = fileURLToPath(new URL('../../support/key-thread.mjs', import.meta.url))
const QUICK: Derivation = { memoryKiB: 19 * 1024, passes: 2, lanes: 1, salt: 'AAECAwQFBgcICQoLDA0ODw==' }
const PASSWORD = 'Bendahara#2026'
const folder = mkdtempSync(join(tmpdir(), 'bendahara-thread-'))
const opened: KeyThread[] = []

afterEach(() => {
  for (const thread of opened.splice(0)) thread.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function threadOf(modulePath: string) {
  const faults: unknown[] = []
  const thread = createKeyThread(modulePath, (error) => faults.push(error))
  opened.push(thread)
  return { thread, faults }
}

/** A thread's module that does this. */
function moduleOf(name: string, code: string): string {
  const path = join(folder, `${name}.cjs`)
  writeFileSync(path, code)
  return path
}

describe('a key derived on a thread of its own', () => {
  it('is the one that the calling thread would derive, warmed up or not, time after time', async () => {
    const { thread, faults } = threadOf(MODULE)
    const expected = Buffer.from(await deriveKey(PASSWORD, QUICK))
    expect(Buffer.from(await thread.derive(PASSWORD, QUICK))).toEqual(expected)
    thread.warmUp()
    thread.warmUp()
    expect(Buffer.from(await thread.derive(PASSWORD, QUICK))).toEqual(expected)
    expect(Buffer.from(await thread.derive('wrong', QUICK))).not.toEqual(expected)
    expect(faults).toEqual([])
  })

  it('leaves the calling thread free', async () => {
    const { thread } = threadOf(MODULE)
    let turns = 0
    const turning = setInterval(() => {
      turns += 1
    }, 0)
    await thread.derive(PASSWORD, { ...QUICK, passes: 12 })
    clearInterval(turning)
    // The calling thread itself would take no turn from the first pass to the last.
    expect(turns).toBeGreaterThan(20)
  })

  it.each([
    ['is not there', join(folder, 'nowhere.cjs'), /nowhere/],
    ['fails', moduleOf('fails', `throw new Error('out of order')`), /out of order/],
    ['ends without a word', moduleOf('ends', `process.exit(7)`), /ended with 7/],
    [
      'says something else',
      moduleOf('babbles', `require('node:worker_threads').parentPort.postMessage('x')`),
      /else than/,
    ],
  ])('is derived by the calling thread where the thread %s, which is told', async (_, path, told) => {
    const { thread, faults } = threadOf(path)
    const expected = Buffer.from(await deriveKey(PASSWORD, QUICK))
    expect(Buffer.from(await thread.derive(PASSWORD, QUICK))).toEqual(expected)
    expect(faults).toHaveLength(1)
    expect(String(faults[0])).toMatch(told)
  })

  it('does not need the thread that was warmed up and died since', async () => {
    const { thread, faults } = threadOf(moduleOf('dies', `setTimeout(() => process.exit(0), 0)`))
    thread.warmUp()
    const expected = Buffer.from(await deriveKey(PASSWORD, { ...QUICK, passes: 8 }))
    expect(Buffer.from(await thread.derive(PASSWORD, { ...QUICK, passes: 8 }))).toEqual(expected)
    expect(faults).toHaveLength(1)
  })
})
