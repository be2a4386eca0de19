import { expect } from 'vitest'
import type { OutboxRow } from '#shared/contract/views'
import type { SubAccount } from '#shared/domain/documents'
import { type Device, freshId, until } from './sync-world'

/** A current account of the device's copy. */
export function currentAccountId(device: Device): string {
  const table = device.store.tables().entity('currentAccount')
  return String(device.store.db.prepare(`SELECT id FROM ${table} ORDER BY id LIMIT 1`).get()?.id)
}

/** An open sub-account of the bank's, the same on every device. */
export function someAccountId(device: Device, skip = 0): string {
  const table = device.store.tables().entity('subAccount')
  const row = device.store.db
    .prepare(`SELECT id FROM ${table} WHERE doc ->> '$.status' = 'open' AND base IS NULL ORDER BY id LIMIT 1 OFFSET ?`)
    .get(skip)
  return String(row?.id)
}

export interface Opened {
  readonly id: string
  readonly commandId: string
}

/** Submits a new sub-account; it must be accepted here. */
export function openAccount(device: Device, args: { parentId?: string; name?: string; body?: string } = {}): Opened {
  const id = freshId()
  const commandId = submit(device, 'subAccount.create', {
    id,
    parentId: args.parentId ?? currentAccountId(device),
    name: args.name ?? 'Kas Kecil',
    scheme: 'petty_cash',
    ...(args.body === undefined ? {} : { body: args.body }),
  })
  return { id, commandId }
}

export function submit(device: Device, type: string, args: object, replaces?: string): string {
  const answer = device.sync.submit({ type, args, replaces })
  expect(answer).toMatchObject({ ok: true })
  return answer.ok ? answer.value.commandId : ''
}

export function seen(device: Device, id: string): SubAccount | undefined {
  return device.store.documents.visible.find('subAccount', id)
}

export function rowOf(device: Device, commandId: string): OutboxRow | undefined {
  return device.sync.outbox().find(({ id }) => id === commandId)
}

export function stored(device: Device, commandId: string): { state: string; closed: boolean } {
  const row = device.store.db.prepare('SELECT state, closed_at FROM outbox WHERE id = ?').get(commandId)
  return { state: String(row?.state), closed: row?.closed_at !== null }
}

export const SETTLED = { state: 'accepted', closed: true }

export async function settled(device: Device, commandId: string): Promise<void> {
  await until(`${commandId} settles`, () => {
    const { state, closed } = stored(device, commandId)
    return state === 'accepted' && closed
  })
}

export function goOffline(device: Device): void {
  device.backend.online = false
}

export function goOnline(device: Device): void {
  device.backend.online = true
  device.sync.networkChanged()
}

/** Nothing pending: no guess is in sight, and every document equals the bank's. */
export function guesses(device: Device): number {
  const types = ['subAccount', 'currentAccount'] as const
  return types
    .map((type) =>
      device.store.db
        .prepare(`SELECT count(*) AS n FROM ${device.store.tables().entity(type)} WHERE base IS NOT NULL`)
        .get(),
    )
    .reduce((sum, row) => sum + Number(row?.n), 0)
}
