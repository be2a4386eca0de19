import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import type { BankFlags } from '../../support/bank-process'
import { AppRunner } from './app-runner'
import { Bank } from './bank'

/**
 * What every journey starts from: a bank of its own on real files, a profile of its own, and an app that can be
 * started, killed and started again. Faults are done to them: the bank is killed, the app is killed, files are changed.
 */
export interface Faults {
  /** How this test's bank is seeded and timed; on files always, so that it can be taken away and brought back. */
  readonly bankFlags: BankFlags
  /** Interface language given on the command line. */
  readonly language: 'en' | 'id'
}

interface Fixtures {
  readonly folder: string
  readonly bank: Bank
  readonly app: AppRunner
}

export const test = base.extend<Fixtures & Faults>({
  bankFlags: [{}, { option: true }],
  language: ['en', { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to know that there are no dependencies
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'bendahara-e2e-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  },
  bank: async ({ bankFlags, folder }, use) => {
    const bank = await Bank.start({ data: join(folder, 'bank'), ...bankFlags })
    await use(bank)
    await bank.stop()
  },
  app: async ({ bank, folder, language }, use, info) => {
    const app = new AppRunner({ userDataDir: join(folder, 'profile'), bankUrl: bank.url, language }, info)
    await use(app)
    await app.close()
  },
})

export { expect } from '@playwright/test'
