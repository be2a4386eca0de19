import type { Page } from '@playwright/test'
import type { Chance } from '../simulation/chance'
import type { Surroundings } from '../simulation/generators'
import { freshId } from '../support/bank-client'
import { type Command, commandBy, withOwnNumber } from './commands'
import type { Device, Seat } from './device'
import { ask } from './driver'
import { giveLogo } from './give-file'
import type { GivenFile } from './given-files'
import type { Lane } from './lane'
import { unlessOver } from './life'

/** Milliseconds between two things somebody does. */
const BETWEEN_MS = 90
const BURST = 0.3
const TAKES_BACK = 0.06
const GIVES_LOGO = 0.6

export interface WorkOptions {
  readonly lane: Lane
  readonly seat: Seat
  readonly page: Page
  readonly round: number
  readonly submissions: number
  readonly neighbours: number
  /** The first command that can speak of a file does. */
  readonly startsWithFile: boolean
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
    burst.push(submitOne(options, options.startsWithFile && n === 0))
    if (chance.hits(BURST)) continue
    await Promise.all(burst)
    burst = []
    await pause(chance)
  }
  await Promise.all(burst)
}

async function submitOne(options: WorkOptions, withFile: boolean): Promise<void> {
  const { lane, seat, page, round, chance, isOver, onAsk, onPromise } = options
  const { device, userId } = seat
  const made = commandBy(userId, surroundings(lane, device, chance))
  if (!made) return
  const speaksOfFile = made.type === 'companyProfile.update' && (withFile || chance.hits(GIVES_LOGO))
  const logo = speaksOfFile ? await giveLogo({ device, page, round, chance, isOver }) : undefined
  if (isOver()) return
  const command = logo ? withLogo(made, logo) : withOwnNumber(made, chance, round)
  const submission = device.submissions.ask(round, command.type, command.args)
  logo?.neededBy.push(submission)
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

const withLogo = ({ type, args }: Command, { id }: GivenFile): Command => ({ type, args: { ...args, logoFileId: id } })

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
  return { chance, freshId, currentAccounts, settlementAccount, accounts, unconfirmed, logos: [], approvals: [] }
}

const pause = (chance: Chance): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, chance.fraction() * BETWEEN_MS))
