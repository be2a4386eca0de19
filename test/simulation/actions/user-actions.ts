import { commandCatalogue } from '#shared/domain/commands'
import type { DocumentType } from '#shared/domain/documents'
import { newId } from '#shared/kernel/ids'
import { may, permissionsOf, ROLES, type Role } from '#shared/kernel/permissions'
import { png, sha256Of } from '../../support/sample-files'
import type { Chance } from '../chance'
import type { Device } from '../device/device'
import { GENERATORS, type Surroundings } from '../generators'
import { LOGO } from '../invariants/file-side'
import { queueRows } from '../invariants/queue-side'
import { Violation } from '../invariants/violation'
import { receiptsIn } from '../receipts'
import type { World } from '../world'
import { type Action, whenAnswered, working } from './action'
import { flipFile } from './mishaps'

export const submit: Action = (world, device, chance) =>
  working(world, device, () => {
    // Mostly what their role may do; the rest must be turned away.
    const own = MAY.get(device.user.role) ?? []
    const type = chance.pick(own.length > 0 && chance.hits(0.95) ? own : [...GENERATORS.keys()])
    const args = GENERATORS.get(type)?.(surroundingsOf(world, device, chance))
    if (args) give(world, device, type, args, undefined)
  })

/** Which commands each role may give. */
const MAY: ReadonlyMap<Role, readonly string[]> = new Map(
  ROLES.map((role) => {
    const types = commandCatalogue().filter(({ permission }) => permissionsOf(role).includes(permission))
    return [role, types.map(({ type }) => type)]
  }),
)

function give(world: World, device: Device, type: string, args: unknown, replaces: string | undefined): void {
  const answer = device.sync().submit({ type, args, replaces })
  world.trace(`  ${device.name} ${type} ${JSON.stringify(args)} → ${JSON.stringify(answer)}`)
  if (device.state() !== 'open') return
  if (answer.ok) world.adopt(device)
  if (answer.ok && world.intents.find(answer.value.commandId)?.device !== device)
    throw new Violation(1, `${device.name}: command ${answer.value.commandId} was accepted and is not in the queue`)
  if (answer.ok && !MAY.get(device.user.role)?.includes(type))
    throw new Violation(15, `${device.name} of a ${device.user.role} may give commands`)
}

function surroundingsOf(world: World, device: Device, chance: Chance): Surroundings {
  const store = device.store()
  const nowMs = world.timeline.nowMs()
  const ids = (type: DocumentType, where = '1'): string[] =>
    store.db
      .prepare(`SELECT id FROM ${store.tables().entity(type)} WHERE ${where} ORDER BY id`)
      .all()
      .map((row) => String(row.id))
  return {
    chance,
    freshId: () => newId({ nowMs, randomBytes: chance.bytes }),
    currentAccounts: ids('currentAccount'),
    settlementAccount: anyCurrentAccount(world),
    approvals: ids('approval', "status = 'pending'"),
    logos: ids('file'),
    receipts: receiptsIn({
      latest: (type, limit) =>
        store.db
          .prepare(`SELECT doc FROM ${store.tables().entity(type)} ORDER BY id DESC LIMIT ?`)
          .all(limit)
          .map((row) => JSON.parse(String(row.doc))),
      account: (id) => store.documents.visible.find('subAccount', id),
    }),
    accounts: ids('subAccount'),
    unconfirmed: ids('subAccount', "base = 'null'"),
  }
}

function anyCurrentAccount(world: World): string {
  for (const [key, versions] of world.truth.documents())
    if (versions[0]?.type === 'currentAccount') return key.slice(key.indexOf(':') + 1)
  throw new Error('a bank without a current account')
}

/** A user's act on one row of the queue. */
const onRow =
  (states: readonly string[], act: (world: World, device: Device, id: string) => void): Action =>
  (world, device, chance) =>
    working(world, device, () => {
      const rows = queueRows(device).filter((row) => row.closed_at === null && states.includes(String(row.state)))
      if (rows.length > 0) act(world, device, String(chance.pick(rows).id))
    })

const REFUSED = ['rejected', 'blocked', 'quarantined']

export const cancel = onRow(['queued', 'queued', 'unknown', 'sending'], (world, device, id) => {
  const answer = device.sync().cancel(id)
  world.trace(`  ${device.name} cancels ${id} → ${JSON.stringify(answer)}`)
})

export const dismiss = onRow(REFUSED, (world, device, id) => {
  const answer = device.sync().dismiss(id)
  world.trace(`  ${device.name} dismisses ${id} → ${JSON.stringify(answer)}`)
})

export const editAndSendAgain = onRow(REFUSED, (world, device, id) => {
  const row = queueRows(device).find((each) => each.id === id)
  const { args } = JSON.parse(String(row?.envelope)) as { args: Record<string, unknown> }
  const { body, ...rest } = args
  give(world, device, String(row?.type), 'parentId' in args ? rest : { ...args, ...(body ? { body } : {}) }, id)
})

/** Sizes in bytes: most logos go in one request, a few in several. */
const LOGO_SIZES = { small: 70, medium: 25, large: 5 } as const

function sizeOf(chance: Chance): number {
  switch (chance.weighted(LOGO_SIZES)) {
    case 'small':
      return 1 + chance.below(4_000)
    case 'medium':
      return 4_000 + chance.below(60_000)
    case 'large':
      return 64_000 + chance.below(200_000)
  }
}

/** Looks at a file: what is shown is what was given, or nothing. */
export const openFile: Action = (world, device, chance) => {
  if (device.state() !== 'open') return
  const known = [...world.files.all()]
  if (known.length === 0) return
  const { id, bytes } = chance.pick(known)
  whenAnswered(world, device.sync().openFile(id), (answer) => {
    world.trace(`  ${device.name} opens file ${id} → ${answer.ok ? 'shown' : JSON.stringify(answer.error)}`)
    if (answer.ok && Buffer.compare(answer.value.bytes, bytes) !== 0)
      world.found(17, `${device.name} shows other content of file ${id}`)
  })
}

/** Gives a file, and mostly a command that needs it. */
export const upload: Action = (world, device, chance) => {
  if (device.state() !== 'open') return
  // Where nobody gives files, this is a day like any other.
  if (!may(device.user.role, 'companyProfile.manage') && chance.hits(0.9)) return submit(world, device, chance)
  const fileId = newId({ nowMs: world.timeline.nowMs(), randomBytes: chance.bytes })
  // Now and then a picture that was given before: the same content under another id.
  const before = chance.hits(0.15) ? [...world.files.all()].at(-1) : undefined
  const bytes = before ? before.bytes : png(sizeOf(chance), chance.bytes)
  world.files.offer(device, fileId, bytes, sha256Of(bytes))
  const isNeeded = chance.hits(0.8)
  const isFlipped = chance.hits(0.06)
  const description = chance.hits(0.3) ? 'Kas dan logo' : undefined
  const adding = device.sync().addFile({ fileId, purpose: LOGO.purpose, name: 'logo.png', bytes })
  whenAnswered(world, adding, (answer) => {
    world.trace(`  ${device.name} gives ${bytes.length} bytes as ${fileId} → ${JSON.stringify(answer)}`)
    if (!answer.ok || device.state() !== 'open') return
    if (!may(device.user.role, 'companyProfile.manage')) world.found(15, `${device.name} may give files`)
    world.adopt(device)
    if (world.files.of(device).every(({ id }) => id !== fileId))
      world.found(17, `${device.name}: file ${fileId} was taken in and is not in the queue`)
    const args = { logoFileId: fileId, settlementAccountId: anyCurrentAccount(world), description }
    if (isFlipped) flipFile(world, device, chance)
    if (isNeeded) working(world, device, () => give(world, device, 'companyProfile.update', args, undefined))
  })
}
