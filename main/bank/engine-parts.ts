import { newId } from '#shared/kernel/ids'
import { epochMs } from '#shared/kernel/time'
import type { Bank } from './bank-parts'
import type { BankClock } from './clock'
import { approvalLapse } from './engine/approval-lapse'
import { APPROVAL_LAPSE } from './engine/approval-timer'
import { commitFeed } from './engine/commits'
import { HOUSEKEEPING, housekeeping } from './engine/housekeeping'
import { processor } from './engine/processor'
import { type TimerHandler, timers } from './engine/timers'
import { bankFiles } from './files/bank-files'
import type { BankFolder } from './files/folder'
import { UPLOAD_EXPIRY } from './files/uploads'
import type { BankPorts } from './ports'
import type { BankDatabase } from './storage/bank-database'

export interface EngineOptions {
  readonly database: BankDatabase
  readonly folder: BankFolder
  readonly clock: BankClock
  readonly ports: BankPorts
}

/** Everything of a bank that works on its database, wherever its requests come from. */
export function assembleEngine({
  database,
  folder,
  clock,
  ports,
}: EngineOptions): Omit<Bank, 'authentication' | 'epoch' | 'simulation'> {
  const makeId = () => newId({ nowMs: epochMs(clock.now()), randomBytes: ports.randomBytes })
  const commits = commitFeed()
  const engine = processor({ bank: database, clock, commits, newId: makeId })
  const files = bankFiles({ database, processor: engine, clock, folder })
  const handlers = new Map<string, TimerHandler>([
    [HOUSEKEEPING, housekeeping(database.db, engine)],
    [APPROVAL_LAPSE, approvalLapse(database, engine)],
    [UPLOAD_EXPIRY, files.expiry],
  ])
  return {
    database,
    clock,
    commits,
    ports,
    files,
    newId: makeId,
    processor: engine,
    timers: timers(database.db, clock, handlers),
  }
}
