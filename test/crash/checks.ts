import type { Page } from '@playwright/test'
import { bugsLogged } from '../e2e/support/files'
import type { Session } from '../support/bank-client'
import { fetchFile } from '../support/uploads'
import { judgeCopy, judgeLedger, judgeOutcomes, judgeStoredOutcome } from './bank-side'
import type { Device, Seat } from './device'
import { ask, enter, mustAnswer, untilCalm, untilWhole } from './driver'
import { judgeFileDocuments, judgeFiles } from './files-at-bank'
import { AUDITOR, type Lane } from './lane'
import { startWithWindow } from './packaged-app'
import { patiently } from './patience'
import type { Remains } from './profile-on-disk'
import { judgeShownFile } from './show-file'
import type { Submission } from './submissions'
import { Violation } from './violation'

/** Nothing disturbs a calm, so one that takes this long will not come. */
const CALM_WITHIN_MS = 120_000
const FILES_LOOKED_AT = 5

/** After each kill: the vault and the database open, and every promise is in the queue. */
export async function judgeRemains(lane: Lane, { device }: Seat): Promise<void> {
  await withRemains(lane, device, (remains) => reconcile(device, remains))
}

/**
 * Lets everybody's app and the bank come to rest, then compares both: nothing is lost, nothing is doubled, the copies are the
 * bank's, the ledger adds up.
 */
export async function judgeCalm(lane: Lane): Promise<void> {
  await lane.bankBack
  const client = lane.bank.client()
  for (const seat of lane.seats.filter(({ device }) => device.used)) {
    await comeToRest(lane, seat)
    // Before the next one comes to rest, whose queue may change what this one has to pull.
    await judgeDocuments(lane, seat)
  }
  await lane.trail.follow(await patiently(() => client.login(AUDITOR)))
  for (const seat of lane.seats.filter(({ devices }) => devices.some(({ used }) => used)))
    await judgeSeat(lane, seat, await patiently(() => client.login(seat.userId)))
  await judgeLedger(client)
  lane.tally.calms += 1
}

async function judgeDocuments(lane: Lane, { device, userId }: Seat): Promise<void> {
  const user = await patiently(() => lane.bank.client().login(userId))
  await withRemains(lane, device, async (remains) => {
    reconcile(device, remains)
    const held = remains.documents()
    lane.tally.documentsCompared += await judgeCopy(user, held)
    judgeFileDocuments(
      held,
      lane.devices().map(({ files }) => files),
    )
  })
}

async function judgeSeat(lane: Lane, { device, devices }: Seat, user: Session): Promise<void> {
  for (const each of devices) {
    await judgeOutcomes(each.submissions, lane.trail, user, each.ids())
    judgeLog(each)
    const compared = await judgeFiles((id) => fetchFile(user, id), each.files, lane.judgedFiles)
    for (const file of compared) lane.judgedFiles.add(file)
  }
  for (const submission of device.submissions.known().filter((each) => isOpen(each, lane.judged))) {
    await judgeStoredOutcome(user, submission)
    lane.judged.add(submission)
  }
}

async function comeToRest(lane: Lane, { device, userId }: Seat): Promise<void> {
  const life = await startWithWindow({
    executable: lane.executable,
    userDataDir: device.userDataDir,
    bankUrl: lane.gate.url,
  })
  try {
    await enter(life.page, userId)
    await within(untilWhole(life.page), 'the copy does not become whole')
    device.whole = true
    const proof = await within(untilCalm(life.page), 'the queue does not drain, or the copy is not proven')
    if (!proof.matches) throw new Violation(`the bank's digest differs: ${proof.types.join(', ')}`)
    await dismissRefusals(life.page)
    await lookAtFiles(lane, life.page)
  } finally {
    life.kill()
    await life.ended
  }
}

/** As a user who has read them would. */
async function dismissRefusals(page: Page): Promise<void> {
  const refusals = await mustAnswer(page, 'sync.refusals', undefined)
  for (const { id: commandId } of refusals) await ask(page, 'sync.dismiss', { commandId })
}

/** Some of all that arrived before, whoever gave it: everybody of the company sees its logos. */
async function lookAtFiles(lane: Lane, page: Page): Promise<void> {
  const arrived = [...lane.judgedFiles]
  for (let n = 0; n < Math.min(FILES_LOOKED_AT, arrived.length); n += 1) {
    await judgeShownFile(page, lane.chance.pick(arrived))
    lane.tally.filesShown += 1
  }
}

async function withRemains(
  lane: Lane,
  device: Device,
  judge: (remains: Remains) => void | Promise<void>,
): Promise<void> {
  device.ids()
  const remains = await lane.autopsy.open(device.userDataDir)
  if (!remains) return reconcile(device, { queue: [], uploads: [] })
  try {
    await judge(remains)
  } finally {
    remains.close()
  }
}

function reconcile({ submissions, files }: Device, { queue, uploads }: Pick<Remains, 'queue' | 'uploads'>): void {
  submissions.reconcile(queue)
  files.reconcile(uploads)
}

const isOpen = (submission: Submission, judged: ReadonlySet<Submission>): boolean =>
  !judged.has(submission) && (submission.fate === 'settled' || submission.fate === 'refused')

/** What the app itself called a bug. */
function judgeLog(device: Device): void {
  const [bug] = bugsLogged(device.userDataDir)
  if (bug !== undefined) throw new Violation(`the app logged a bug: ${bug}`)
}

async function within<T>(promise: Promise<T>, complaint: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, fail) => {
    timer = setTimeout(() => fail(new Violation(complaint)), CALM_WITHIN_MS)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
