import type { Page } from '@playwright/test'
import type { Chance } from '../simulation/chance'
import type { Surroundings } from '../simulation/generators'
import { freshId } from '../support/bank-client'
import { commandBy, withOwnNumber } from './commands'
import type { Device, Seat } from './device'
import { ask } from './driver'
import type { Lane } from './lane'

/** Milliseconds between two things somebody does. */
const BETWEEN_MS = 90
const BURST = 0.3
const TAKES_BACK = 0.06

export interface WorkOptions {
  readonly lane: Lane
  readonly seat: Seat
  readonly page: Page
  readonly round: number
  readonly submissions: number
  readonly neighbours: number
  readonly chance: Chance
  readonly isOver: () => boolean
  /** A submission is on its way to the app. */
  readonly onAsk: () => void
  /** The app has answered a submission with an id, in this very turn. */
  readonly onPromise: () => void
}

/** A user at work while others are, until all is done or the app is killed. */
export async function work(options: WorkOptions): Promise<void> {
  await Promise.all([submitAll(options), neighbours(options)])
}

async function submitAll(options: WorkOptions): Promise<void> {
  const { chance, isOver } = options
  let burst: Promise<void>[] = []
  for (let n = 0; n < options.submissions && !isOver(); n += 1) {
    burst.push(submitOne(options))
    if (chance.hits(BURST)) continue
    await Promise.all(burst)
    burst = []
    await pause(chance)
  }
  await Promise.all(burst)
}

async function submitOne({ lane, seat, page, round, chance, isOver, onAsk, onPromise }: WorkOptions): Promise<void> {
  const { device, userId } = seat
  const made = commandBy(userId, surroundings(lane, device, chance))
  if (!made) return
  const command = withOwnNumber(made, chance, round)
  const submission = device.submissions.ask(round, command.type, command.args)
  const asked = ask(page, 'commands.submit', command)
  onAsk()
  const answer = await asked.catch(unlessOver(isOver))
  if (!answer) return
  if (!answer.ok) {
    submission.fate = 'declined'
    return
  }
  const { commandId } = answer.value
  device.submissions.promise(submission, commandId)
  if (command.type === 'subAccount.create') device.opened.push(String(command.args.id))
  onPromise()
  if (!chance.hits(TAKES_BACK) || isOver()) return
  submission.cancelAsked = true
  const taken = await ask(page, 'sync.cancel', { commandId }).catch(unlessOver(isOver))
  if (taken?.ok && taken.value.cancelled) submission.fate = 'cancelled'
  else if (taken) submission.cancelAsked = false
}

async function neighbours({ lane, seat, neighbours: count, chance, isOver }: WorkOptions): Promise<void> {
  await lane.bankBack
  for (let n = 0; n < count && !isOver(); n += 1) {
    await lane.neighbour.act(seat.userId, surroundings(lane, seat.device, chance))
    await pause(chance)
  }
}

function surroundings({ places }: Lane, device: Device, chance: Chance): Surroundings {
  const accounts = places.accounts.map(({ id }) => id)
  const { currentAccounts, settlementAccount } = places
  const unconfirmed = device.opened.slice(-4)
  return { chance, freshId, currentAccounts, settlementAccount, accounts, unconfirmed, logos: [] }
}

const pause = (chance: Chance): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, chance.fraction() * BETWEEN_MS))

/** After the kill every question fails; before it none may. */
export const unlessOver =
  (isOver: () => boolean) =>
  (error: unknown): undefined => {
    if (!isOver()) throw error
  }
