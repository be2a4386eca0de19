import type { Page } from '@playwright/test'
import type { AddedFile } from '#shared/contract/views'
import type { IpcAnswer } from '../../shared/contract/ipc'
import type { Chance } from '../simulation/chance'
import { freshId } from '../support/bank-client'
import { png } from '../support/sample-files'
import type { Device } from './device'
import type { GivenFile } from './given-files'
import { unlessOver } from './life'

/** Sizes in bytes: most logos go in one request, the largest in several. */
const SIZES = { small: 50, medium: 30, large: 20 } as const
const CHOOSES_ID = 0.5
/** The same picture again, as another file. */
const REPEATS = 0.1

export interface Giving {
  readonly device: Device
  readonly page: Page
  readonly round: number
  readonly chance: Chance
  readonly isOver: () => boolean
}

/** The user gives the company's logo. Undefined where it was not taken in, or the kill came before the answer. */
export async function giveLogo({ device, page, round, chance, isOver }: Giving): Promise<GivenFile | undefined> {
  const again = chance.hits(REPEATS) ? device.lastPicture : undefined
  const bytes = again ?? png(sizeOf(chance), chance.bytes)
  device.lastPicture = bytes
  const file = device.files.offer(round, chance.hits(CHOOSES_ID) ? freshId() : null, bytes)
  const answer = await addFile(page, file.id, bytes).catch(unlessOver(isOver))
  if (!answer) return undefined
  if (!answer.ok) {
    file.fate = 'declined'
    return undefined
  }
  device.files.promise(file, answer.value.fileId)
  return file
}

function sizeOf(chance: Chance): number {
  switch (chance.weighted(SIZES)) {
    case 'small':
      return 200 + chance.below(4_000)
    case 'medium':
      return 4_000 + chance.below(60_000)
    case 'large':
      return 64_000 + chance.below(240_000)
  }
}

/** Playwright carries text to the window, and the window gives bytes to the app, as it does with a file of its user. */
async function addFile(page: Page, fileId: string | null, bytes: Uint8Array): Promise<IpcAnswer<AddedFile>> {
  return page.evaluate(
    ({ id, base64 }) =>
      globalThis.window.bendahara.invoke('files.add', {
        ...(id === null ? {} : { fileId: id }),
        purpose: 'company_logo',
        name: 'logo.png',
        bytes: Uint8Array.from(globalThis.atob(base64), (character) => character.charCodeAt(0)),
      }),
    { id: fileId, base64: Buffer.from(bytes).toString('base64') },
  )
}
