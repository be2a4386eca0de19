import { createHash } from 'node:crypto'
import type { AddedFile } from '#shared/contract/views'
import { COMPANY_PROFILE_ID } from '#shared/domain/documents'
import type { FilePurpose } from '#shared/domain/files'
import { png } from '../../support/sample-files'
import { type Device, freshId, type SyncWorld, until } from '../sync/sync-world'

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A real PNG of at least so many bytes, no two alike. */
export const picture = (atLeast = 100): Buffer => Buffer.from(png(atLeast))

export async function add(
  device: Device,
  bytes: Uint8Array,
  purpose: FilePurpose = 'company_logo',
  name?: string,
): Promise<AddedFile> {
  const added = await device.sync.addFile({ purpose, bytes, name })
  if (!added.ok) throw new Error(JSON.stringify(added.error))
  return added.value
}

/** The company's logo is to be this file. */
export function makeLogo(device: Device, fileId: string, more: Record<string, unknown> = {}): string {
  const submitted = device.sync.submit({ type: 'companyProfile.update', args: { logoFileId: fileId, ...more } })
  if (!submitted.ok) throw new Error(JSON.stringify(submitted.error))
  return submitted.value.commandId
}

export function profileOf(device: Device): { description?: unknown; logoFileId?: unknown } {
  return device.store.documents.visible.find('companyProfile', COMPANY_PROFILE_ID) ?? {}
}

/** State and whether closed of a command, and the state of an upload, as the database has them. */
export function stateOf(device: Device, commandId: string): string {
  const row = device.store.db.prepare('SELECT state, closed_at FROM outbox WHERE id = ?').get(commandId)
  return `${String(row?.state)}${row?.closed_at === null ? '' : ' closed'}`
}
export function uploadState(device: Device, fileId: string): string {
  return String(device.store.db.prepare('SELECT state FROM file_upload WHERE file_id = ?').get(fileId)?.state)
}
export const contentRows = (device: Device): number =>
  Number(device.store.db.prepare('SELECT count(*) AS rows FROM file_content').get()?.rows)

export const confirmed = (device: Device, fileId: string): Promise<void> =>
  until(`upload ${fileId} confirmed`, () => uploadState(device, fileId) === 'confirmed', 110_000)

/** Whether the bank serves exactly these bytes. */
export async function isAtBank(world: SyncWorld, fileId: string, bytes: Buffer, user = 'admin'): Promise<boolean> {
  const served = await bytesAtBank(world, fileId, user)
  return typeof served !== 'number' && served.equals(bytes)
}

/** The bytes that the bank serves under an id, asked for outside the app. */
export async function bytesAtBank({ bank }: SyncWorld, fileId: string, user = 'admin'): Promise<Buffer | number> {
  const login = await fetch(`${bank.url}/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      companyId: 'NUSANTARA',
      userId: user,
      password: 'Bendahara#2026',
      deviceId: freshId(),
      deviceName: 'test',
    }),
  })
  const { accessToken } = (await login.json()) as { accessToken: string }
  const answer = await fetch(`${bank.url}/v1/files/${fileId}`, { headers: { authorization: `Bearer ${accessToken}` } })
  return answer.ok ? Buffer.from(await answer.arrayBuffer()) : answer.status
}
