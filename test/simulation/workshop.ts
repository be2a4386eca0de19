import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BankTemplate, makeTemplate } from './bank/template'
import type { PlantedBug } from './planted/planted'
import { runSeed, type SeedReport } from './run-seed'
import { settled } from './timeline'

/** Runs simulations one after the other, on files that are gone afterwards. */
export interface Workshop {
  run(seed: number, options?: { planted?: PlantedBug | undefined; trace?: (line: string) => void }): Promise<SeedReport>
  close(): Promise<void>
}

export async function openWorkshop(): Promise<Workshop> {
  const folder = mkdtempSync(join(tmpdir(), 'bendahara-sim-'))
  const template: BankTemplate = await makeTemplate(folder)
  return {
    async run(seed, options = {}) {
      const place = mkdtempSync(join(folder, 'run-'))
      try {
        return await runSeed({ seed, folder: place, template, ...options })
      } finally {
        // The connections are let go of in the next turn; until then Windows keeps their files.
        await settled()
        await settled()
        rmSync(place, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
      }
    },
    async close() {
      await settled()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
    },
  }
}
