import { BankClient } from '../../support/bank-client'
import { type BankFlags, type BankProcess, startBank } from '../../support/bank-process'

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

  /** Lets others work at the bank while the app cannot reach it, then brings it back. */
  async elsewhere(work: (client: BankClient) => Promise<void>): Promise<void> {
    const hidden = await startBank({ ...this.flags, port: 0 })
    try {
      await work(new BankClient(hidden.url))
    } finally {
      await hidden.stop()
    }
    await this.bringBack()
  }

  async stop(): Promise<void> {
    await this.process.stop()
  }
}
