import type { Page } from '@playwright/test'
import type { IpcAnswer, IpcArgs, IpcCall, IpcResult } from '../../shared/contract/ipc'
import { DEMO_COMPANY, DEMO_PASSWORD } from '../support/bank-client'
import { Violation } from './violation'

/** Asks the app as its window would, through the object that the preload script puts there. */
export async function ask<C extends IpcCall>(page: Page, call: C, args: IpcArgs<C>): Promise<IpcAnswer<IpcResult<C>>> {
  // Playwright's own type for arguments would unfold those of every call.
  const question: { readonly call: IpcCall; readonly args: unknown } = { call, args }
  const answer = await page.evaluate(
    ({ call: name, args: input }) => globalThis.window.bendahara.invoke(name, input as never),
    question,
  )
  return answer as IpcAnswer<IpcResult<C>>
}

/** The answer to a question that the app never refuses. */
export async function mustAnswer<C extends IpcCall>(page: Page, call: C, args: IpcArgs<C>): Promise<IpcResult<C>> {
  const answer = await ask(page, call, args)
  if (!answer.ok) throw new Violation(`${call} answers ${answer.problem.code}`)
  return answer.value
}

/** How the user of this seat comes to work: unlocks the copy that is there, else signs in. */
export async function enter(page: Page, userId: string): Promise<void> {
  // Nobody touches this computer's keyboard: after a quarter of an hour every app would lock itself within seconds.
  await mustAnswer(page, 'settings.set', { autoLockMinutes: 0 })
  const { phase } = await mustAnswer(page, 'session.get', undefined)
  if (phase === 'unlocked') return
  if (phase === 'locked') {
    const refused = await unlock(page)
    if (refused === undefined) return
    // The profile was made and the first sign-in was killed before it knew whose it is.
    if (refused !== 'session.sign_in_required') throw new Violation(`the unlock after a kill answers ${refused}`)
  }
  const signedIn = await ask(page, 'session.signIn', { companyId: DEMO_COMPANY, userId, password: DEMO_PASSWORD })
  if (!signedIn.ok) throw new Violation(`the sign-in after a kill answers ${signedIn.problem.code}`)
}

/** Answers the code of a refusal. Kills in the middle of tries count as tries, as they should; their wait is waited for. */
async function unlock(page: Page): Promise<string | undefined> {
  for (;;) {
    const answer = await ask(page, 'session.unlock', { password: DEMO_PASSWORD })
    if (answer.ok) return undefined
    if (answer.problem.code !== 'vault.locked_out_for') return answer.problem.code
    const seconds = Number(answer.problem.params?.seconds ?? 1)
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  }
}

// In what runs inside the window no function has a name: the names that tsx keeps are not known there.

/** Settles when the user is in and the copy has been whole once, so that commands can be made. */
export async function untilWhole(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { bendahara } = globalThis.window
    for (;;) {
      const unsubscribe: (() => void)[] = []
      const news = new Promise<void>((resolve) => {
        unsubscribe.push(bendahara.on('status', () => resolve()))
      })
      const status = await bendahara.invoke('sync.status', undefined)
      if (status.ok && status.value.lastSyncedAt !== null && status.value.firstSync === null) return
      await news
      for (const stop of unsubscribe) stop()
    }
  })
}

export interface Proof {
  readonly matches: boolean
  readonly types: readonly string[]
}

/**
 * Settles when nothing waits for the bank any more and the copy has been proven since; answers how the proof ended. Asks the
 * app to skip its sleeps, as its user would.
 */
export function untilCalm(page: Page): Promise<Proof> {
  return page.evaluate(async () => {
    const { bendahara } = globalThis.window
    let provenAt: string | undefined | null = null
    await bendahara.invoke('sync.sendNow', undefined)
    for (;;) {
      const unsubscribe: (() => void)[] = []
      const news = new Promise<void>((resolve) => {
        unsubscribe.push(bendahara.on('status', () => resolve()))
        unsubscribe.push(bendahara.on('changed', () => resolve()))
      })
      const rows = await bendahara.invoke('sync.outbox', undefined)
      const waits =
        !rows.ok ||
        rows.value.some(({ state }) => state === 'accepted' || state === 'queued' || /sending|unknown/.test(state))
      const files = await bendahara.invoke('sync.uploads', undefined)
      const arrives = !files.ok || files.value.some(({ state }) => state !== 'refused')
      const status = await bendahara.invoke('sync.status', undefined)
      if (!waits && !arrives && status.ok && status.value.connection === 'online') {
        const { integrity } = status.value
        if (provenAt === null) {
          provenAt = integrity?.checkedAt
          await bendahara.invoke('sync.sendNow', undefined)
        } else if (integrity && integrity.checkedAt !== provenAt) return integrity
      }
      await news
      for (const stop of unsubscribe) stop()
    }
  })
}
