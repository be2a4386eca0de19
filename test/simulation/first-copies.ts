import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BankTemplate } from './bank/template'
import { createWorld } from './world'

/**
 * The copy that each user has once the real services have fetched it without any fault: making it takes a good part of the
 * time of a simulation, and comes out the same every time. Answers the files by user; `template.copy.key` opens them.
 */
export async function makeFirstCopies(folder: string, template: BankTemplate): Promise<ReadonlyMap<string, string>> {
  const place = join(folder, 'first-copies')
  mkdirSync(place)
  const world = createWorld({ seed: 1, folder: place, template, planted: undefined, trace: () => {}, fated: false })
  const files = new Map<string, string>()
  try {
    for (const user of CAST) world.device(user)
    for (const { line } of world.devices) line.quiet = true
    await world.timeline.pass(CALM_MS)
    for (const [index, user] of CAST.entries()) {
      const device = world.devices[world.devices.length - CAST.length + index]
      if (device?.sync().status().connection !== 'online') throw new Error(`${user} has no first copy`)
      await device.lock()
      const path = join(folder, `first-${user}.db`)
      copyFileSync(device.path(), path)
      files.set(user, path)
    }
  } finally {
    world.end()
  }
  return files
}

/** Whoever plays in simulations. */
const CAST = ['maker', 'second_maker', 'approver', 'admin']
const CALM_MS = 60_000
