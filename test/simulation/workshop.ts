import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { collectOnRequest } from '#main/sqlite/closed-connections'
import { type BankTemplate, makeTemplate } from './bank/template'
import { makeFirstCopies } from './first-copies'
import { runSeed, type SeedOptions, type SeedReport } from './run-seed'
import { settled } from './timeline'
import { runTwin } from './twin'

/** Runs simulations one after the other, on files that are gone afterwards. */
export interface Workshop {
  run(seed: number, options?: Pick<SeedOptions, 'planted' | 'trace' | 'actions'>): Promise<SeedReport>
  /** What comes of the same ordinary day with and without jumps of the devices' clocks: invariant 20. */
  twins(seed: number): Promise<{ readonly steady: readonly string[]; readonly jumping: readonly string[] }>
  close(): Promise<void>
}

/** Letting go of connections takes a good part of the time of one simulation, so several share it. */
const SWEEP_AFTER = 16

/** `parent`: where the files are, for instance a folder in memory. Default: the system's temporary folder. */
export async function openWorkshop(parent: string = tmpdir()): Promise<Workshop> {
  const folder = mkdtempSync(join(parent, 'bendahara-sim-'))
  const bare: BankTemplate = await makeTemplate(folder)
  const template: BankTemplate = { ...bare, firstCopies: await makeFirstCopies(folder, bare) }
  const letGo = collectOnRequest()
  const used: string[] = []

  const remove = (place: string): void => rmSync(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })

  /** Until connections are let go of, Windows keeps their files. */
  const sweep = async (): Promise<void> => {
    await settled()
    letGo()
    await settled()
    for (const place of used.splice(0)) remove(place)
  }

  const inFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
    if (used.length >= SWEEP_AFTER) await sweep()
    const place = mkdtempSync(join(folder, 'run-'))
    used.push(place)
    return work(place)
  }

  return {
    run: (seed, options = {}) => inFolder((place) => runSeed({ seed, folder: place, template, ...options })),
    twins: async (seed) => ({
      steady: await inFolder((place) => runTwin({ seed, folder: place, template }, false)),
      jumping: await inFolder((place) => runTwin({ seed, folder: place, template }, true)),
    }),
    async close() {
      await sweep()
      remove(folder)
    },
  }
}
