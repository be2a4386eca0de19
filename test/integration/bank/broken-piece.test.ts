import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { afterEach, expect, it } from 'vitest'
import { type TusRequest, UploadStore } from '#main/bank/files/tus-store'
import { png } from '../../support/sample-files'
import { begin, locationOf, outgoing } from '../../support/uploads'
import { type InProcessBank, startInProcess } from './in-process-bank'

let bank: InProcessBank | undefined
afterEach(() => bank?.stop())

it('takes a broken piece back before anyone is told of the upload or goes on with it', async () => {
  bank = await startInProcess({ seed: { kind: 'empty' } })
  const { files } = bank.bank
  const file = outgoing({ bytes: png(9000) })
  const location = locationOf(await begin(await bank.client.login('product'), file))
  const id = location.split('/').at(-1) ?? ''
  const requests = new AsyncLocalStorage<TusRequest>()
  const store = new UploadStore(files, requests)
  const digest = createHash('sha256').update(file.bytes).digest('base64')
  const write = (source: Readable) =>
    requests.run({ uploadId: id, owner: { company: 1, userId: '' }, checksum: { algorithm: 'sha256', digest } }, () =>
      store.write(source, id, 0),
    )

  let reached = (): void => {}
  const halfWritten = new Promise<void>((resolve) => {
    reached = resolve
  })
  async function* cut(): AsyncGenerator<Uint8Array> {
    yield file.bytes.slice(0, 4000)
    reached()
    throw new Error('the connection broke')
  }
  const broken = write(Readable.from(cut()))
  const ended = expect(broken).rejects.toThrow('the connection broke')
  await halfWritten
  // Nobody waits for the broken piece, as the library does not.
  expect((await store.getUpload(id)).offset).toBe(0)
  expect(await write(Readable.from([file.bytes]))).toBe(file.bytes.length)
  await ended
  expect(Buffer.compare(await readFile(files.pathOf(id)), file.bytes)).toBe(0)
})
