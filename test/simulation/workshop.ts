import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BankTemplate, makeTemplate } from './bank/template'
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

export async function openWorkshop(): Promise<Workshop> {
  const folder = mkdtempSync(join(tmpdir(), 'bendahara-sim-'))
  const template: BankTemplate = await makeTemplate(folder)
  const inFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
    const place = mkdtempSync(join(folder, 'run-'))
    try {
      return await work(place)
    } finally {
      // The connections are let go of in the next turn; until then Windows keeps their files.
      await settled()
      await settled()
      rmSync(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
    }
  }
  return {
    run: (seed, options = {}) => inFolder((place) => runSeed({ seed, folder: place, template, ...options })),
    twins: async (seed) => ({
      steady: await inFolder((place) => runTwin({ seed, folder: place, template }, false)),
      jumping: await inFolder((place) => runTwin({ seed, folder: place, template }, true)),
    }),
    async close() {
      await settled()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
    },
  }
}
