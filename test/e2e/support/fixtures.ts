import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import { BankClient } from '../../support/bank-client'
import { type BankFlags, type BankProcess, startBank } from '../../support/bank-process'
import { AppRunner } from './app-runner'

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

/** A bank that can be taken away and brought back at the same address with everything it had. */
export class Bank {
  private constructor(
    private readonly flags: BankFlags,
    private process: BankProcess,
  ) {}

  static async start(flags: BankFlags): Promise<Bank> {
    return new Bank(flags, await startBank(flags))
  }

  get url(): string {
    return this.process.url
  }

  /** Kills it as a power cut would. */
  async takeAway(): Promise<void> {
    await this.process.kill9()
  }

  async bringBack(): Promise<void> {
    this.process = await startBank({ ...this.flags, port: this.process.port })
  }

  client(): BankClient {
    return new BankClient(this.url)
  }

  async stop(): Promise<void> {
    await this.process.stop()
  }
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
