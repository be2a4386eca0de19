import { randomBytes } from 'node:crypto'
import { err, ok, type Result } from '#shared/kernel/result'
import { authentication } from './auth/authentication'
import type { Bank } from './bank-parts'
import type { BankClock } from './clock'
import { keepTime } from './engine/timekeeper'
import { assembleEngine } from './engine-parts'
import { type BankFolder, openBankFolder } from './files/folder'
import { type ListenFault, listen } from './http/server'
import type { BankPorts } from './ports'
import { type SeedChoice, seedBank } from './seed/seed'
import { type BankDatabase, type OpenFault, openBankDatabase } from './storage/bank-database'

export interface BankOptions {
  /** 0 takes a free port. */
  readonly port: number
  /** A data folder, or `:memory:`. */
  readonly data: string
  /** What an empty database is filled with; an existing one keeps what it has. */
  readonly seed: SeedChoice
  readonly simulation: boolean
  readonly clock: BankClock
  readonly ports?: Partial<BankPorts>
}

export interface RunningBank {
  readonly url: string
  /** The parts behind the address, for tests that look inside. */
  readonly bank: Bank
  stop(): Promise<void>
}

export type BankFault = OpenFault | ListenFault

const EPOCH = 'epoch'

/**
 * Composes a bank and serves it on 127.0.0.1. Errors: the data folder or the port cannot be used.
 */
export async function createBank(options: BankOptions): Promise<Result<RunningBank, BankFault>> {
  const opened = openBankDatabase(options.data)
  if (!opened.ok) return opened
  const database = opened.value
  const folder = openBankFolder(options.data)
  const close = () => {
    database.close()
    folder.discard()
  }
  try {
    const bank = await compose(database, folder, options)
    const listening = await listen(bank, options.port)
    if (!listening.ok) {
      close()
      return err(listening.error)
    }
    const { url, stop } = listening.value
    bank.timers.fireDue()
    const timekeeper = keepTime(bank.timers, bank.clock, bank.ports.log)
    return ok({
      url,
      bank,
      async stop() {
        timekeeper.stop()
        await stop()
        close()
      },
    })
  } catch (error) {
    close()
    throw error
  }
}

async function compose(database: BankDatabase, folder: BankFolder, options: BankOptions): Promise<Bank> {
  const { clock, seed } = options
  const ports: BankPorts = {
    randomBytes,
    monotonicMs: () => performance.now(),
    log: (line) => process.stderr.write(`${line}\n`),
    ...options.ports,
  }
  if (database.meta(EPOCH) === undefined) await seedBank(database, seed, clock.now(), ports)
  const epoch = database.meta(EPOCH)
  if (epoch === undefined) throw new Error('the bank was not seeded')

  const engine = assembleEngine({ database, folder, clock, ports })
  const { processor, newId } = engine
  return {
    ...engine,
    epoch,
    simulation: options.simulation,
    authentication: await authentication({ bank: database, clock, processor, ports, newId }),
  }
}
