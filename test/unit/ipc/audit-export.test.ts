import { describe, expect, it } from 'vitest'
import { createAuditExports } from '#main/ipc/handlers/audit-export'
import type { ReportPorts } from '#main/reports/save-report'
import type { LiveSession } from '#main/session/live-session'
import { type AuditExport, AuditExportPart } from '#shared/contract/audit-views'
import { ok } from '#shared/kernel/result'

const TABLE: AuditExport = {
  format: 'csv',
  fileName: 'audit',
  title: 'Audit',
  facts: [],
  columns: [
    { label: 'When', kind: 'instant' },
    { label: 'Change', kind: 'text' },
  ],
}

/** A desk at which files are written into memory, whole or not at all. */
function desk({ path = '/chosen.csv' as string | null, fails = false } = {}) {
  const files = new Map<string, string>()
  const suggested: string[] = []
  const faults: unknown[] = []
  const closings: (() => void)[] = []
  const ports: ReportPorts = {
    nowMs: () => Date.parse('2026-07-09T18:00:00.000Z'),
    language: () => 'en',
    async chooseFile(name) {
      suggested.push(name)
      return path
    },
    async write(to, content) {
      if (fails) throw new Error('disk full')
      const pieces: Uint8Array[] = []
      for await (const piece of content) pieces.push(piece)
      files.set(to, Buffer.concat(pieces).toString())
    },
    notSaved: (fault) => void faults.push(fault),
  }
  const live = { onClose: (cleanUp: () => void) => void closings.push(cleanUp) } as unknown as LiveSession
  return {
    files,
    suggested,
    faults,
    exports: createAuditExports(ports),
    live,
    lock: () => {
      for (const close of closings) close()
    },
  }
}

const part = (exportId: string, next: AuditExportPart['next'], ...rows: AuditExportPart['rows']) =>
  AuditExportPart.parse({ exportId, rows, next })
const row = (text: string) => ['2026-07-09T18:00:00.000Z', text]

async function begun({ exports, live }: ReturnType<typeof desk>): Promise<string> {
  const answer = await exports.begin(live, TABLE)
  if (!answer.ok || answer.value.exportId === null) throw new Error('not begun')
  return answer.value.exportId
}

describe('the export of the trail', () => {
  it('writes what is brought part by part, and says at the end that it is saved', async () => {
    const at = desk()
    const id = await begun(at)
    expect(await at.exports.take(part(id, 'more', row('one'), row('=two()')))).toEqual(ok({ saved: false }))
    expect(at.files.size).toBe(0)
    expect(await at.exports.take(part(id, 'end', row('three')))).toEqual(ok({ saved: true }))
    expect(at.suggested).toEqual(['audit-2026-07-10.csv'])
    expect(at.files.get('/chosen.csv')?.split('\r\n').slice(1)).toEqual([
      '2026-07-10 01:00:00,one',
      "2026-07-10 01:00:00,'=two()",
      '2026-07-10 01:00:00,three',
      '',
    ])
  })

  it('may have no rows', async () => {
    const at = desk()
    const id = await begun(at)
    expect(await at.exports.take(part(id, 'end'))).toEqual(ok({ saved: true }))
    expect(at.files.get('/chosen.csv')).toBe('\uFEFFWhen (WIB),Change\r\n')
  })

  it('is none where the user chose no file', async () => {
    const at = desk({ path: null })
    expect(await at.exports.begin(at.live, TABLE)).toEqual(ok({ exportId: null }))
  })

  it('ends at once where the file cannot be written', async () => {
    const at = desk({ fails: true })
    const first = await at.exports.begin(at.live, TABLE)
    const id = first.ok ? (first.value.exportId ?? '') : ''
    const answer = id === '' ? first : await at.exports.take(part(id, 'more', row('one')))
    expect(answer).toEqual({ ok: false, error: { code: 'report.not_saved' } })
    expect(at.faults).toHaveLength(1)
  })

  it('leaves no file when the app locks meanwhile', async () => {
    const at = desk()
    const id = await begun(at)
    await at.exports.take(part(id, 'more', row('one')))
    at.lock()
    expect(await at.exports.take(part(id, 'more', row('two')))).toEqual({
      ok: false,
      error: { code: 'session.locked' },
    })
    expect(at.files.size).toBe(0)
  })

  it('leaves no file when it is given up, and gives way to another', async () => {
    const at = desk()
    const first = await begun(at)
    expect(await at.exports.take(part(first, 'cancel'))).toEqual({ ok: false, error: { code: 'report.interrupted' } })
    const second = await begun(at)
    const third = await begun(at)
    expect(await at.exports.take(part(second, 'end', row('two')))).toEqual({
      ok: false,
      error: { code: 'report.interrupted' },
    })
    expect(await at.exports.take(part(third, 'end', row('three')))).toEqual(ok({ saved: true }))
    expect([...at.files.values()]).toHaveLength(1)
  })
})
