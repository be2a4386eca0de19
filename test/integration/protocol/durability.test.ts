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
    const { id: parentId, number } = rupiahAccount(follower)
    await new BankClient(bank.url).credit({ accountNumber: number, amount: '12345.67' })
    const ledger = await new BankClient(bank.url).ledger()
    for (let n = 0; n < 3; n += 1)
      await new BankClient(bank.url).tryLogin('warehouse', { password: 'Wrong-password#1' })
    for (let round = 0; round < 2; round += 1) {
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

    // Money does not move by opening accounts, and a blocked user stays blocked.
    expect(withMoney(await client.ledger())).toEqual(withMoney(ledger))
    expect((await client.tryLogin('warehouse')).status).toBe(423)

    // Stopped in order and started once more, it is the same bank still.
    const whole = await session.pullAll()
    const again = await bank.restart()
    const after = await (await new BankClient(again.url).login('maker')).pullAll({ limit: 700 })
    expect(after).toMatchObject({ epoch: whole.epoch, changes: whole.changes })
    await again.stop()
  })
})

type Ledger = Awaited<ReturnType<BankClient['ledger']>>
const withMoney = ({ postings, accounts }: Ledger) => ({
  postings,
  accounts: accounts.filter((account) => !/^0(\.0+)?$/.test(account.balance)),
})

describe('a folder with something else in it', () => {
  let used: string
  let fileName: string
  beforeAll(async () => {
    used = join(folder, 'used')
    const bank = await startBank({ data: used, seed: 'empty' })
    await bank.stop()
    const files = (await readdir(used, { withFileTypes: true })).filter((entry) => entry.isFile())
    const heads = await Promise.all(
      files.map(async ({ name }) => [name, (await readFile(join(used, name))).toString('latin1', 0, 15)]),
    )
    fileName = heads.find(([, head]) => head === 'SQLite format 3')?.[0] ?? 'none'
  })

  /** A folder in which `make` puts a file where the bank keeps its own. */
  async function folderWith(
    name: string,
    make: (file: string) => Promise<void>,
  ): Promise<{ data: string; file: string }> {
    const data = join(folder, name)
    await mkdir(data)
    const file = join(data, fileName)
    await make(file)
    return { data, file }
  }

  async function refusedRun({ data, file }: { data: string; file: string }): Promise<string> {
    const before = fingerprint(await readFile(file))
    const run = await runBank(['--port', '0', '--data', data, '--seed', 'demo', '--clock', DEMO_CLOCK])
    expect(run.served).toBe(false)
    expect(run.code).not.toBe(0)
    expect(run.code).not.toBeNull()
    expect(run.stderr).not.toMatch(/^\s+at .+:\d+/m)
    expect(run.stderr).toContain(data)
    expect(fingerprint(await readFile(file))).toBe(before)
    return run.stderr
  }

  it('written by a newer version is refused and left as it is', async () => {
    const database = new Database(join(used, fileName))
    database.exec('PRAGMA user_version = 9999')
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    database.close()
    expect(await refusedRun({ data: used, file: join(used, fileName) })).toMatch(/newer/i)
  })

  it('that is no database is refused and left as it is', async () => {
    const text = 'Dear diary, this is not a database at all.\n'.repeat(200)
    await refusedRun(await folderWith('diary', (file) => writeFile(file, text)))
  })

  it('that is another program’s database is refused and left as it is', async () => {
    const other = await folderWith('recipes', async (file) => {
      const database = new Database(file)
      database.exec("CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('rendang')")
      database.close()
    })
    await refusedRun(other)
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
