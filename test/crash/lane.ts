import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { SubAccount } from '#shared/domain/documents'
import { Bank } from '../e2e/support/bank'
import { Replica } from '../integration/protocol/replica'
import { type Chance, chance } from '../simulation/chance'
import { DEMO_PASSWORD, type DemoUser, demoUserNames } from '../support/bank-client'
import { AuditTrail } from './bank-side'
import { commandTypesOf } from './commands'
import { type Device, Seat } from './device'
import { Gate } from './gate'
import type { GivenFile } from './given-files'
import { Neighbour, type Places } from './neighbour'
import { Autopsy } from './profile-on-disk'
import type { Submission } from './submissions'
import { emptyTally } from './tally'

/** Few, so that everybody meets. */
const SHARED_ACCOUNTS = 6
/** Most rounds are theirs. */
const FIRST_SEAT = 'maker'
const FIRST_SEAT_SHARE = 0.6
/** A machine that is busy is no fault of the bank. */
const BANK_READY_WITHIN_MS = 240_000
/** Who may read the audit trail. */
export const AUDITOR = 'manager'

/** One bank on real files, one installation of the app after another, and everything that happens between them. */
export class Lane {
  readonly tally = emptyTally()
  /** Everybody who has something to command. */
  readonly seats: readonly Seat[]
  readonly trail = new AuditTrail()
  /** Submissions whose stored outcome the bank has been asked for. */
  readonly judged = new Set<Submission>()
  /** Files whose bytes the bank has been asked for. */
  readonly judgedFiles = new Set<GivenFile>()
  /** Settles when the bank is there again. */
  bankBack: Promise<void> = Promise.resolve()

  private constructor(
    readonly executable: string,
    readonly folder: string,
    readonly chance: Chance,
    readonly bank: Bank,
    readonly gate: Gate,
    readonly places: Places,
    readonly neighbour: Neighbour,
    readonly autopsy: Autopsy,
  ) {
    this.seats = commandingUsers().map((userId) => new Seat(userId, folder))
  }

  static async open(executable: string, folder: string, seed: number): Promise<Lane> {
    mkdirSync(folder, { recursive: true })
    // The bank's time runs: tokens end and are renewed as they are for users.
    const bank = await Bank.start({ data: join(folder, 'bank'), clock: null, readyWithinMs: BANK_READY_WITHIN_MS })
    const replica = await Replica.of(await bank.client().login(FIRST_SEAT))
    const places = placesIn(replica)
    const neighbour = new Neighbour(() => bank.url, places, chance(seed, 'neighbour'))
    const gate = await Gate.open(bank.url)
    const autopsy = new Autopsy(join(folder, 'autopsy'), DEMO_PASSWORD)
    const lane = new Lane(executable, folder, chance(seed, 'lane'), bank, gate, places, neighbour, autopsy)
    gate.beforePush = ({ commands }) => neighbour.snatchNumbers(commands)
    return lane
  }

  /** Whose turn it is. */
  nextSeat(chance: Chance): Seat {
    const [first, ...others] = this.seats
    if (first === undefined) throw new Error('nobody has anything to command')
    return others.length === 0 || chance.hits(FIRST_SEAT_SHARE) ? first : chance.pick(others)
  }

  devices(): Device[] {
    return this.seats.flatMap(({ devices }) => devices)
  }

  killBank(): void {
    this.tally.bankKills += 1
    this.bankBack = this.bankBack.then(async () => {
      await this.bank.takeAway()
      await this.bank.bringBack()
    })
  }

  async close(): Promise<void> {
    await this.bankBack.catch(() => undefined)
    await this.gate.close()
    await this.bank.stop()
  }
}

/** Of no use here: an approver decides about what makers have asked for, and no seat tells another what it has asked. */
const WITHOUT_WORK: ReadonlySet<string> = new Set(['approval.decide'])

function commandingUsers(): DemoUser[] {
  const works = (userId: DemoUser) => commandTypesOf(userId).some((type) => !WITHOUT_WORK.has(type))
  const others = demoUserNames.filter((userId) => userId !== FIRST_SEAT && works(userId))
  return [FIRST_SEAT, ...others]
}

function placesIn(replica: Replica): Places {
  const rupiah = new Set(
    replica
      .all('currentAccount')
      .filter(({ currency }) => currency === 'IDR')
      .map(({ id }) => id),
  )
  const numbered = (account: SubAccount): account is SubAccount & { number: string } => account.number !== null
  const accounts = replica.all('subAccount').filter(({ currentAccountId }) => rupiah.has(currentAccountId))
  const [settlementAccount] = rupiah
  if (settlementAccount === undefined) throw new Error('the demo company has no account in rupiah')
  return {
    currentAccounts: [...rupiah],
    settlementAccount,
    accounts: accounts.filter(numbered).slice(0, SHARED_ACCOUNTS),
  }
}
