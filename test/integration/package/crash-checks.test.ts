import { describe, expect, it } from 'vitest'
import { canonicalJson } from '#shared/kernel/canonical-json'
import type { QueuedRow } from '../../crash/profile-on-disk'
import { Submissions } from '../../crash/submissions'

/** A crash run is worth what its checks notice (docs/how-to/crash-the-app.md); the planted faults of `npm run crash` try the rest. */
describe('the checks of a crash run', () => {
  const args = { id: 'account', name: 'Kas' }
  const row = (change: Partial<QueuedRow> = {}): QueuedRow => {
    const queued = {
      id: 'command',
      type: 'subAccount.update',
      args: canonicalJson(args),
      state: 'queued',
      closed: false,
    }
    return { ...queued, ...change }
  }
  const promised = () => {
    const submissions = new Submissions()
    submissions.promise(submissions.ask(1, 'subAccount.update', args), 'command')
    return submissions
  }

  it('notice a promise that is not in the queue', () => {
    expect(() => promised().reconcile([])).toThrow(/^lost: /)
  })

  it('notice a command that nobody gave, and one that became another', () => {
    expect(() => promised().reconcile([row(), row({ id: 'another' })])).toThrow(/^nobody submitted/)
    expect(() => promised().reconcile([row({ args: canonicalJson({ ...args, name: 'Kaz' }) })])).toThrow(
      /as another command/,
    )
  })

  it('notice what was settled and waits again, what was taken back and is sent, and quarantine', () => {
    const settled = promised()
    settled.reconcile([row({ state: 'accepted', closed: true })])
    expect(() => settled.reconcile([row({ state: 'queued' })])).toThrow(/was settled and is queued again$/)

    const takenBack = promised()
    for (const submission of takenBack.known()) submission.fate = 'cancelled'
    expect(() => takenBack.reconcile([row({ state: 'sending' })])).toThrow(/was taken back and is sending$/)
    expect(() => promised().reconcile([row({ state: 'cancelled', closed: true })])).toThrow(/nobody asked for that$/)
    expect(() => promised().reconcile([row({ state: 'quarantined' })])).toThrow(/lies in quarantine$/)
  })

  it('take a command that was stored before the kill for what its user submitted, once', () => {
    const submissions = new Submissions()
    submissions.ask(1, 'subAccount.update', args)
    submissions.ask(1, 'subAccount.update', { ...args, name: 'Lain' })
    submissions.reconcile([row()])
    expect(submissions.known().map(({ fate }) => fate)).toEqual(['found', 'vanished'])
    expect(() => submissions.reconcile([row(), row({ id: 'again' })])).toThrow(/^nobody submitted/)
  })
})
