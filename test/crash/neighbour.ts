import type { Envelope } from '#shared/contract/http'
import type { SubAccount } from '#shared/domain/documents'
import type { Chance } from '../simulation/chance'
import type { Surroundings } from '../simulation/generators'
import { BankClient, type DemoUser, freshId, type Session } from '../support/bank-client'
import { type Command, commandBy } from './commands'

/** The company's accounts that both sides work on. */
export interface Places {
  readonly currentAccounts: readonly string[]
  readonly settlementAccount: string
  readonly accounts: readonly (SubAccount & { readonly number: string })[]
}

/** The same users on other computers, and the bank's counterparties: they change what the app has to pull. */
export class Neighbour {
  private readonly sessions = new Map<DemoUser, Session>()
  done = 0

  constructor(
    private readonly bankUrl: () => string,
    private readonly places: Places,
    private readonly chance: Chance,
  ) {}

  /** One change at the bank; nothing where the bank is down just now. */
  act(userId: DemoUser, around: Surroundings): Promise<void> {
    return this.tried(() => (this.chance.hits(0.5) ? this.moveMoney() : this.command(userId, around)))
  }

  /** Some of the numbers that these commands choose are taken in the very moment before the bank decides. */
  async snatchNumbers(commands: readonly Envelope[]): Promise<void> {
    for (const { type, args } of commands) {
      if (type !== 'subAccount.create' || args.body === undefined || !this.chance.hits(0.3)) continue
      const taken = { id: freshId(), parentId: this.chance.pick(this.places.currentAccounts), body: String(args.body) }
      await this.tried(() =>
        this.submit('maker', { type, args: { ...taken, name: 'Lebih cepat', scheme: 'operational' } }),
      )
    }
  }

  /** Killed in between: what the bank did with this one is nobody's concern. A session that ran out is replaced. */
  private async tried(step: () => Promise<void>): Promise<void> {
    try {
      await step()
      this.done += 1
    } catch {
      this.sessions.clear()
    }
  }

  private async moveMoney(): Promise<void> {
    const client = new BankClient(this.bankUrl())
    const { number: accountNumber } = this.chance.pick(this.places.accounts)
    const movement = { accountNumber, amount: `${1 + this.chance.below(900)}00.00` }
    await (this.chance.hits(0.7) ? client.credit(movement) : client.debit(movement))
  }

  private async command(userId: DemoUser, around: Surroundings): Promise<void> {
    const command = commandBy(userId, around)
    if (command) await this.submit(userId, command)
  }

  private async submit(userId: DemoUser, { type, args }: Command): Promise<void> {
    const session = this.sessions.get(userId) ?? (await new BankClient(this.bankUrl()).login(userId))
    this.sessions.set(userId, session)
    await session.submit(type, args)
  }
}
