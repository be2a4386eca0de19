import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BankClient, type Session } from '../../support/bank-client'
import { type BankProcess, startBank } from '../../support/bank-process'
import { png, sha256Of } from '../../support/sample-files'
import { askOffset, begin, fetchFile, locationOf, type OutgoingFile, outgoing, sendPiece } from '../../support/uploads'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upload-durability-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const PIECE = 20_000
const ROUNDS = 2
/** Starts of processes take most of it. */
const WITHIN_MS = 120_000
const LANES = 3
/** Acknowledged pieces in a round before the bank is killed; other requests are under way then. */
const PIECES_BEFORE_KILL = 25

interface Sent {
  readonly file: OutgoingFile
  location: string
  acknowledged: number
}

/** Sends files one after another until the bank is gone; `onPiece` hears of each acknowledged piece. */
async function sendUntilGone(session: Session, sent: Sent[], onPiece: () => void): Promise<void> {
  try {
    for (;;) {
      const file = outgoing({ bytes: png(3 * PIECE) })
      const one: Sent = { file, location: locationOf(await begin(session, file)), acknowledged: 0 }
      sent.push(one)
      while (one.acknowledged < file.bytes.length) {
        const offset = one.acknowledged
        const end = Math.min(offset + PIECE, file.bytes.length)
        const reply = await sendPiece(session, one.location, file, { offset, end })
        if (reply.status !== 204) throw new Error(`answered ${reply.status}: ${JSON.stringify(reply.body)}`)
        one.acknowledged = Number(reply.headers.get('upload-offset'))
        onPiece()
      }
    }
  } catch (error) {
    // The bank was killed: how much it has of the last piece is not known. Anything else is a failure.
    if (!(error instanceof TypeError)) throw error
  }
}

async function killWhileSending(bank: BankProcess, sent: Sent[]): Promise<void> {
  const session = await new BankClient(bank.url).login('product')
  let pieces = 0
  let killed: Promise<unknown> | undefined
  const onPiece = () => {
    pieces += 1
    if (pieces === PIECES_BEFORE_KILL) killed = bank.kill9()
  }
  await Promise.all(Array.from({ length: LANES }, () => sendUntilGone(session, sent, onPiece)))
  await killed
}

describe('a bank killed while files arrive', () => {
  it(
    'has every byte that it acknowledged, goes on with the rest, and every file is what was sent',
    async () => {
      let bank = await startBank({ data: folder, seed: 'empty' })
      const sent: Sent[] = []
      for (let round = 0; round < ROUNDS; round += 1) {
        await killWhileSending(bank, sent)
        bank = await bank.restart()
      }
      const session = await new BankClient(bank.url).login('product')
      const unfinished = sent.filter(({ file, acknowledged }) => acknowledged < file.bytes.length)
      expect(unfinished.length).toBeGreaterThan(0)
      for (const { file, location, acknowledged } of sent) {
        const asked = await askOffset(session, location)
        const offset = Number(asked.headers.get('upload-offset'))
        expect(asked.status).toBe(200)
        expect(offset).toBeGreaterThanOrEqual(acknowledged)
        if (offset < file.bytes.length) expect((await sendPiece(session, location, file, { offset })).status).toBe(204)
        expect(sha256Of((await fetchFile(session, file.fileId)).bytes)).toBe(file.sha256)
      }
      const documents = (await session.pullAll()).changes.filter(({ type }) => type === 'file')
      expect(documents.map(({ id, version }) => [id, version]).sort()).toEqual(
        sent.map(({ file }) => [file.fileId, 1]).sort(),
      )
      await bank.stop()
    },
    WITHIN_MS,
  )
})
