import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CommandResult, Envelope } from '#shared/contract/http'
import { BankClient, envelope, freshId, type Session } from '../../support/bank-client'
import { DEMO_CLOCK, runBank, startBank } from '../../support/bank-process'
import { rupiahAccount } from './demo-accounts'
import { Replica } from './replica'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bank-durability-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const fingerprint = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

/** Posts commands one after another on several lanes until the bank is gone. Answers with what was acknowledged. */
async function postUntilGone(
  session: Session,
  parentId: string,
  sent: Envelope[],
  answers: Map<string, CommandResult>,
) {
  const lane = async () => {
    for (;;) {
      const id = freshId()
      const create = envelope('subAccount.create', { id, parentId, name: `Tahan ${id}`, scheme: 'transfer' })
      const rename = envelope('subAccount.update', { id, name: `Tahan ${id} B` }, { dependsOn: [create.id] })
      const hopeless = envelope('subAccount.update', { id: freshId(), name: 'Tidak ada' })
      sent.push(create, rename, hopeless)
      try {
        for (const result of await session.push(create, rename, hopeless)) answers.set(result.id, result)
      } catch {
        // The bank was killed: what it did with these three is not known.
        return
      }
    }
  }
  await Promise.all([lane(), lane(), lane()])
}

describe('a bank killed while commands arrive', () => {
  it('has everything it acknowledged, once, and takes the rest when it is sent again', async () => {
    let bank = await startBank({ data: join(folder, 'killed') })
    const sent: Envelope[] = []
    const answers = new Map<string, CommandResult>()
    const first = await new BankClient(bank.url).login('maker')
    const follower = await Replica.of(first)
    const parentId = rupiahAccount(follower).id
    for (let round = 0; round < 3; round += 1) {
      const session = await new BankClient(bank.url).login('maker')
      const posting = postUntilGone(session, parentId, sent, answers)
      await until(() => answers.size > (round + 1) * 60)
      await bank.kill9()
      await posting
      bank = await bank.restart()
    }
    const client = new BankClient(bank.url)
    const session = await client.login('maker')
    const unknown = sent.filter((command) => !answers.has(command.id))
    for (let at = 0; at < sent.length; at += 99) {
      const part = sent.slice(at, at + 99)
      for (const result of await session.push(...part)) {
        const known = answers.get(result.id)
        if (known !== undefined) expect(result).toEqual({ ...known, replayed: true })
        else answers.set(result.id, result)
      }
    }
    expect(unknown.length).toBeGreaterThan(0)
    expect(sent.every((command) => answers.has(command.id))).toBe(true)

    // The copy made before the first kill follows through all of them.
    await follower.catchUp(session)
    const anew = await Replica.of(session)
    expect(anew.changes()).toHaveLength(follower.changes().length)
    const effects = anew.all('subAccount').filter((account) => account.name.startsWith('Tahan '))
    const created = sent.filter((command) => command.type === 'subAccount.create')
    expect(effects.map((account) => account.id).sort()).toEqual(
      created.map((command) => String(command.args.id)).sort(),
    )
    expect(effects.filter((account) => account.version !== 2 || !account.name.endsWith(' B'))).toEqual([])
    const numbers = anew.all('subAccount').map((account) => account.number)
    expect(new Set(numbers).size).toBe(numbers.length)

    const audit = (await Replica.of(await client.login('manager'))).all('auditEntry')
    const entries = new Map<string, number>()
    for (const entry of audit) entries.set(entry.commandId, (entries.get(entry.commandId) ?? 0) + 1)
    expect(sent.filter((command) => entries.get(command.id) !== 1)).toEqual([])
    await bank.stop()
  })

  it('keeps what the ledger had posted, and who is blocked', async () => {
    const bank = await startBank({ data: join(folder, 'ledger') })
    const client = new BankClient(bank.url)
    const { number } = rupiahAccount(await Replica.of(await client.login('maker')))
    await client.credit({ accountNumber: number, amount: '12345.67' })
    const before = await client.ledger()
    for (let n = 0; n < 3; n += 1) await client.tryLogin('warehouse', { password: 'Wrong-password#1' })
    await bank.kill9()
    const again = await bank.restart()
    const after = new BankClient(again.url)
    expect(await after.ledger()).toEqual(before)
    expect((await after.tryLogin('warehouse')).status).toBe(423)
    await again.stop()
  })
})

describe('a folder with something else in it', () => {
  /** The database file of a bank that ran in `name` and stopped. */
  async function usedFolder(name: string): Promise<{ data: string; file: string }> {
    const data = join(folder, name)
    const bank = await startBank({ data, seed: 'empty' })
    await bank.stop()
    for (const entry of await readdir(data)) {
      const head = (await readFile(join(data, entry))).subarray(0, 15).toString('latin1')
      if (head === 'SQLite format 3') return { data, file: join(data, entry) }
    }
    throw new Error('the bank left no database')
  }

  const refusedRun = async (data: string, file: string) => {
    const before = fingerprint(await readFile(file))
    const run = await runBank(['--port', '0', '--data', data, '--seed', 'demo', '--clock', DEMO_CLOCK])
    expect(run.served).toBe(false)
    expect(run.code).not.toBe(0)
    expect(run.code).not.toBeNull()
    expect(run.stderr).not.toMatch(/^\s+at .+:\d+/m)
    expect(fingerprint(await readFile(file))).toBe(before)
    return run.stderr
  }

  it('written by a newer version is refused and left as it is', async () => {
    const { data, file } = await usedFolder('newer')
    const database = new Database(file)
    database.exec('PRAGMA user_version = 9999')
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    database.close()
    expect(await refusedRun(data, file)).toMatch(/newer/i)
  })

  it('that is no database is refused and left as it is', async () => {
    const { data, file } = await usedFolder('text')
    await writeFile(file, 'Dear diary, this is not a database at all.\n'.repeat(200))
    expect(await refusedRun(data, file)).toContain(file)
  })

  it('that is another program’s database is refused and left as it is', async () => {
    const { data, file } = await usedFolder('other')
    await rm(data, { recursive: true })
    await mkdir(data)
    const database = new Database(file)
    database.exec("CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('rendang')")
    database.close()
    expect(await refusedRun(data, file)).toContain(file)
  })

  it('where a file stands in place of the folder is refused', async () => {
    const data = join(folder, 'just-a-file')
    await writeFile(data, 'x')
    const run = await runBank(['--port', '0', '--data', data])
    expect([run.served, run.code === 0, run.code === null]).toEqual([false, false, false])
    expect(run.stderr).toContain('just-a-file')
    expect((await stat(data)).size).toBe(1)
  })
})

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}
