import { describe, expect, it } from 'vitest'
import { canonicalJson } from '#shared/kernel/canonical-json'
import { type FileAnswer, judgeFileDocuments, judgeFiles } from '../../crash/files-at-bank'
import { GivenFiles } from '../../crash/given-files'
import type { QueuedRow } from '../../crash/profile-on-disk'
import { type Submission, Submissions } from '../../crash/submissions'
import type { UploadOnDisk } from '../../crash/uploads-on-disk'
import { sha256Of } from '../../support/sample-files'

const bankWith =
  (bytes: Uint8Array | undefined): FileAnswer =>
  () =>
    Promise.resolve({
      status: bytes ? 200 : 404,
      headers: new Headers({ 'content-type': 'image/png' }),
      bytes: bytes ?? new Uint8Array(),
    })

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

  describe('of files', () => {
    const bytes = new Uint8Array([1, 2, 3])
    const upload = (change: Partial<UploadOnDisk> = {}): UploadOnDisk => {
      const waiting = { id: 'file', sha256: sha256Of(bytes), size: bytes.length, state: 'waiting', kept: true }
      return { ...waiting, ...change }
    }
    const given = (neededBy: readonly Submission[] = []) => {
      const files = new GivenFiles()
      const file = files.offer(1, null, bytes)
      files.promise(file, 'file')
      file.neededBy.push(...neededBy)
      return files
    }

    it('notice a file that is gone, one that nobody gave, one that became another, and lost bytes', () => {
      expect(() => given().reconcile([])).toThrow(/^lost: file file /)
      expect(() => given().reconcile([upload(), upload({ id: 'another' })])).toThrow(/^nobody gave file another/)
      expect(() => given().reconcile([upload({ sha256: sha256Of(new Uint8Array(3)) })])).toThrow(/as another one$/)
      expect(() => given().reconcile([upload({ kept: false })])).toThrow(/are lost before they have arrived$/)
    })

    it('notice a sound file that is refused, one that had arrived, and one that is withdrawn though it is needed', () => {
      expect(() => given().reconcile([upload({ state: 'refused' })])).toThrow(/is sound and is refused$/)
      const arrived = given()
      arrived.reconcile([upload({ state: 'confirmed', kept: false })])
      expect(() => arrived.reconcile([upload()])).toThrow(/had arrived and is waiting again$/)
      const [kept, takenBack] = [new Submissions(), new Submissions()].map((each) => each.ask(1, 'type', {}))
      if (!kept || !takenBack) throw new Error('two submissions were asked')
      takenBack.cancelAsked = true
      const withdrawn = [upload({ state: 'withdrawn', kept: false })]
      expect(() => given([kept]).reconcile(withdrawn)).toThrow(/is withdrawn and nobody asked for that$/)
      expect(() => given([takenBack]).reconcile(withdrawn)).not.toThrow()
    })

    it('take a file that was stored before the kill for what its user gave, and know it from one that was not', () => {
      const files = new GivenFiles()
      files.offer(1, null, bytes)
      files.offer(1, 'chosen', bytes)
      files.reconcile([upload()])
      expect(files.known().map(({ fate }) => fate)).toEqual(['found', 'vanished'])
      expect(() => files.reconcile([upload(), upload({ id: 'chosen' })])).toThrow(/^nobody gave file chosen/)
    })

    it('notice a file that the bank has not, has with other bytes, or made though nobody gave it', async () => {
      const files = given()
      await expect(judgeFiles(bankWith(bytes), files, new Set())).rejects.toThrow(/is still given after the calm$/)
      files.reconcile([upload({ state: 'confirmed', kept: false })])
      expect(await judgeFiles(bankWith(bytes), files, new Set())).toEqual(files.known())
      await expect(judgeFiles(bankWith(undefined), files, new Set())).rejects.toThrow(/^lost: the bank answers 404/)
      const others = new Uint8Array([1, 2, 4])
      await expect(judgeFiles(bankWith(others), files, new Set())).rejects.toThrow(/has other bytes at the bank$/)

      const document = (id: string) => {
        const doc = JSON.stringify({ id, sha256: sha256Of(bytes), size: bytes.length })
        return { type: 'file', id, seq: 1, version: 1, doc, guessed: false }
      }
      expect(() => judgeFileDocuments([document('file')], [files])).not.toThrow()
      expect(() => judgeFileDocuments([document('another')], [files])).toThrow(/^the bank has made file another/)
    })
  })
})
