import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { onlyProfile } from '../e2e/support/damage'
import { freshId } from '../support/bank-client'
import type { Device } from './device'
import type { Push } from './gate'
import type { Lane } from './lane'
import { CONTENT_FOLDER } from './uploads-on-disk'

/** A fault outside the product that a run must notice. It proves that the checks can fail. */
export interface PlantedFault {
  readonly name: string
  /** What the violation must say. */
  readonly says: RegExp
  plant(lane: Lane): void
  /** After each round, before what it left is judged. */
  afterRound?(device: Device, round: number): void
}

/** From here on there is something to lose. */
const FROM_ROUND = 3

export const PLANTED_FAULTS: readonly PlantedFault[] = [
  {
    name: 'empty-promise',
    says: /^lost: /,
    plant: () => undefined,
    afterRound({ submissions, whole }, round) {
      if (round < FROM_ROUND || !whole) return
      submissions.promise(submissions.ask(round, 'subAccount.update', { id: freshId() }), freshId())
    },
  },
  {
    name: 'older-profile',
    says: /^lost: |is (queued|unknown|waiting|stored) again$/,
    plant: () => undefined,
    afterRound({ userDataDir, submissions }, round) {
      const older = `${userDataDir}-older`
      const promised = submissions.known().filter(({ id }) => id !== null).length
      if (round < FROM_ROUND || promised === 0) return
      const known = olderProfiles.get(userDataDir)
      if (known === undefined) {
        cpSync(userDataDir, older, { recursive: true, verbatimSymlinks: true })
        olderProfiles.set(userDataDir, promised)
      } else if (promised > known) {
        rmSync(userDataDir, { recursive: true, force: true })
        cpSync(older, userDataDir, { recursive: true, verbatimSymlinks: true })
      }
    },
  },
  {
    name: 'lost-bytes',
    says: /^the bytes of file .* are lost before they have arrived$/,
    plant: () => undefined,
    afterRound({ userDataDir, whole }) {
      if (whole) rmSync(join(onlyProfile(userDataDir).folder, CONTENT_FOLDER), { recursive: true, force: true })
    },
  },
  {
    name: 'sent-twice',
    says: /^doubled: /,
    plant(lane) {
      lane.gate.beforePush = (push, authorization) => sendUnderNewIds(lane.bank.url, push, authorization)
    },
  },
]

/** How many promises there were when a profile was copied, by its folder. */
const olderProfiles = new Map<string, number>()

async function sendUnderNewIds(bankUrl: string, { deviceId, commands }: Push, authorization: string): Promise<void> {
  const again = commands.map((command) => ({ ...command, id: freshId(), dependsOn: [] }))
  await fetch(`${bankUrl}/v1/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ deviceId, commands: again }),
  })
}
