import { describe, expect, it } from 'vitest'
import { createOutbox } from '#main/sync/outbox'
import { type Device, deviceForEachTest, freshId, type SyncWorld, synced, until } from '../sync/sync-world'
import {
  add,
  confirmed,
  contentRows,
  isAtBank,
  makeLogo,
  picture,
  profileOf,
  sha256,
  stateOf,
  uploadState,
} from './files-world'

let world: SyncWorld
let device: Device
deviceForEachTest((given) => {
  world = given.world
  device = given.device
}, 'admin')

describe('adding a file', () => {
  it('keeps it here at once, shows its document, and brings every byte to the bank', async () => {
    const bytes = picture(200_000)
    const added = await add(device, bytes, 'company_logo', 'logo.png')
    expect(added).toEqual({ fileId: added.fileId, sha256: sha256(bytes), mediaType: 'image/png', size: bytes.length })
    expect(device.store.documents.visible.find('file', added.fileId)).toMatchObject({ purpose: 'company_logo' })
    await confirmed(device, added.fileId)
    expect(device.sync.uploads()).toEqual([])
    expect(await isAtBank(world, added.fileId, bytes)).toBe(true)
  })

  it('is refused here for what the bank would refuse, by content and not by what it is said to be', async () => {
    const text = new TextEncoder().encode('just text')
    const refusal = async (bytes: Uint8Array, purpose: 'company_logo' | 'shipping_proof' = 'company_logo') => {
      const answer = await device.sync.addFile({ purpose, bytes })
      return answer.ok ? 'taken' : answer.error.code
    }
    expect(await refusal(text)).toBe('file.rejected')
    expect(await refusal(new Uint8Array(0))).toBe('file.rejected')
    expect(await refusal(picture(2 * 1024 * 1024 + 1))).toBe('file.too_large')
    expect(await refusal(picture(), 'shipping_proof')).toBe('auth.forbidden')
    expect(device.sync.uploads()).toEqual([])
    expect(contentRows(device)).toBe(0)
  })

  it('takes the same bytes twice, as two files that share their content here', async () => {
    device.backend.online = false
    const bytes = picture()
    const [first, second] = [await add(device, bytes), await add(device, bytes)]
    expect(first.fileId).not.toBe(second.fileId)
    expect(contentRows(device)).toBe(1)
    const taken = await device.sync.addFile({ fileId: first.fileId, purpose: 'company_logo', bytes })
    expect(taken).toMatchObject({ error: { code: 'document.exists' } })
    device.backend.online = true
    device.sync.sendNow()
    await Promise.all([confirmed(device, first.fileId), confirmed(device, second.fileId)])
  })
})

describe('a command that needs a file', () => {
  it('decides at once, waits for the file, goes after it and settles', async () => {
    device.backend.uploadsOnline = false
    const { fileId } = await add(device, picture())
    const waiting = makeLogo(device, fileId)
    expect(profileOf(device).logoFileId).toBe(fileId)
    const other = device.sync.submit({ type: 'companyProfile.update', args: { description: `after ${fileId}` } })
    if (!other.ok) throw new Error(other.error.code)
    await until('round without it', () => device.backend.calls.includes('upload'))
    expect(device.sync.outbox().map(({ waitsForFile, state }) => [waitsForFile, state])).toEqual([
      [true, 'queued'],
      [false, 'queued'],
    ])
    expect(device.backend.calls).not.toContain('sendCommands')
    device.backend.uploadsOnline = true
    device.sync.sendNow()
    await until('both settled', () => device.sync.outbox().length === 0)
    expect([stateOf(device, waiting), stateOf(device, other.value.commandId)]).toEqual([
      'accepted closed',
      'accepted closed',
    ])
    expect(profileOf(device)).toMatchObject({ logoFileId: fileId, description: `after ${fileId}` })
    expect(uploadState(device, fileId)).toBe('confirmed')
  })

  it('is refused with its file, with its effect gone, and can be sent again with another', async () => {
    device.backend.refuseUploads = { code: 'file.rejected', params: { reason: 'content' } }
    const { fileId } = await add(device, picture())
    const before = profileOf(device).logoFileId
    const id = makeLogo(device, fileId)
    await until('refused', () => stateOf(device, id) === 'rejected')
    expect(profileOf(device).logoFileId).toBe(before)
    expect(device.store.documents.visible.find('file', fileId)).toBeUndefined()
    expect(device.sync.refusals().map(({ problem }) => problem?.code)).toEqual(['file.rejected'])
    expect(device.sync.uploads()).toMatchObject([{ fileId, state: 'refused' }])

    device.backend.refuseUploads = null
    const better = await add(device, picture())
    const again = device.sync.submit({
      type: 'companyProfile.update',
      args: { logoFileId: better.fileId },
      replaces: id,
    })
    if (!again.ok) throw new Error(again.error.code)
    await until('settled', () => stateOf(device, again.value.commandId) === 'accepted closed')
    expect(device.sync.refusals()).toEqual([])
    expect(profileOf(device).logoFileId).toBe(better.fileId)
  })

  it('is refused here for a file that nobody has', () => {
    const answer = device.sync.submit({ type: 'companyProfile.update', args: { logoFileId: freshId() } })
    expect(answer).toMatchObject({ error: { code: 'file.missing' } })
  })

  it('takes its file with it when it is cancelled, unless another needs it', async () => {
    device.backend.uploadsOnline = false
    const { fileId } = await add(device, picture())
    const [first, second] = [makeLogo(device, fileId), makeLogo(device, fileId, { description: 'both need it' })]
    expect(device.sync.cancel(second).ok).toBe(true)
    expect(uploadState(device, fileId)).not.toBe('withdrawn')
    expect(device.sync.cancel(first).ok).toBe(true)
    expect(uploadState(device, fileId)).toBe('withdrawn')
    expect(device.store.documents.visible.find('file', fileId)).toBeUndefined()
    await until('bytes removed', () => contentRows(device) === 0)
    expect(device.sync.uploads()).toEqual([])
  })

  it('leaves the rounds nothing to wait for or to turn in a circle over, and what builds upon it neither', async () => {
    device.backend.uploadsOnline = false
    const held = makeLogo(device, (await add(device, picture())).fileId)
    const behind = device.sync.submit({ type: 'companyProfile.update', args: { description: 'behind it' } })
    expect(behind.ok).toBe(true)
    const outbox = createOutbox(device.store.db, new Uint8Array(32))
    expect(outbox.unfinished().damaged).toHaveLength(2)
    expect(outbox.nextAttemptMs()).toBeNull()
    device.sync.sendNow()
    await until('tried', () => device.sync.uploads()[0]?.problem?.code === 'network.unreachable')
    // The upload says when it is tried next, and with it the commands.
    expect(device.sync.uploads()[0]?.nextAttemptAt).not.toBeNull()
    expect(stateOf(device, held)).toBe('queued')
    expect(device.sync.status().connection).toBe('online')
  })
})

describe('opening a file', () => {
  it('reads it from here, and on another device from the bank, once', async () => {
    const bytes = picture(100_000)
    const { fileId } = await add(device, bytes)
    expect(await device.sync.openFile(fileId)).toMatchObject({ ok: true, value: { mediaType: 'image/png' } })
    await confirmed(device, fileId)
    const other = await world.device('manager')
    await synced(other)
    other.backend.online = false
    expect(await other.sync.openFile(fileId)).toMatchObject({ error: { code: 'file.not_here' } })
    other.backend.online = true
    const opened = await other.sync.openFile(fileId)
    expect(opened.ok && Buffer.from(opened.value.bytes).equals(bytes)).toBe(true)
    other.backend.online = false
    const again = await other.sync.openFile(fileId)
    expect(again.ok && Buffer.from(again.value.bytes).equals(bytes)).toBe(true)
    expect(other.sync.fileUsage()).toMatchObject({ files: 1, bytes: bytes.length, pinned: 0 })
    expect(await other.sync.openFile(freshId())).toMatchObject({ error: { code: 'not_found' } })
    expect(other.bugs).toEqual([])
  })
})
