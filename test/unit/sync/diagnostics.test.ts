import { expect, it } from 'vitest'
import { createRecentLog } from '#main/shell/recent-log'
import { diagnosticsOf } from '#main/sync/diagnostics'
import type { ConnectionEvent, OutboxRow, SyncStatus, UploadRow } from '#shared/contract/views'

const AT = '2026-07-10T01:00:00.000Z'
/** Stands wherever somebody's data could stand. */
const CANARY = 'Kenari.8812300000012042'

const status: SyncStatus = {
  pill: 'attention',
  waiting: 1,
  attention: 1,
  connection: 'offline',
  bankName: CANARY,
  bankUrl: `https://${CANARY}`,
  lastSyncedAt: AT,
  offlineSince: AT,
  nextTryAt: AT,
  firstSync: null,
  problem: {
    code: 'network.failed',
    params: { reason: CANARY, [CANARY]: 1 },
    errors: [{ path: CANARY, code: CANARY, message: CANARY }],
  },
  clockOffsetMs: 12,
  integrity: { checkedAt: AT, matches: false, types: ['subAccount', CANARY] },
}

const row = (id: string, dependsOn: string[], over: object = {}): OutboxRow => ({
  id,
  type: 'subAccount.update',
  state: 'rejected',
  args: { id: CANARY, name: CANARY, amount: CANARY, [CANARY]: CANARY },
  subject: { type: CANARY, id: CANARY, name: CANARY, number: CANARY },
  createdAt: AT,
  attempts: 3,
  nextAttemptAt: AT,
  problem: {
    code: 'account.closed',
    params: { number: CANARY },
    errors: [{ path: CANARY, code: 'field.empty', message: CANARY }],
  },
  replaces: CANARY,
  dependsOn,
  waitsForFile: false,
  ...over,
})

const upload: UploadRow = {
  fileId: CANARY,
  name: CANARY,
  purpose: 'company_logo',
  size: 1000,
  sent: 400,
  state: 'waiting',
  attempts: 2,
  nextAttemptAt: AT,
  problem: { code: 'network.closed', params: { reason: CANARY } },
}

const events: ConnectionEvent[] = [
  { at: AT, kind: 'pushed', detail: { sent: 2, accepted: 1, rejected: 1, [CANARY]: CANARY, name: CANARY } },
  { at: AT, kind: 'failed', detail: { kind: CANARY, code: CANARY, reason: CANARY, url: CANARY } },
  { at: AT, kind: 'integrity', detail: { matches: false, types: [CANARY, 'holiday'] } },
]

function exported() {
  const log = createRecentLog(() => Date.parse(AT))
  log.note('warn', 'sign-in after unlock refused', CANARY)
  log.note(
    'error',
    'synchronisation failed',
    Object.assign(new TypeError(CANARY), { code: 'ENOSPC', name: 'TypeError' }),
  )
  log.note('info', 'bundled bank', { token: CANARY, code: CANARY, name: CANARY })
  return diagnosticsOf({
    madeAt: AT,
    runtime: {
      version: '0.1.0',
      electron: '33.2.1',
      chrome: '130',
      node: '20',
      platform: 'win32',
      architecture: 'x64',
      osRelease: '10.0',
    },
    status,
    queue: [
      row(`${CANARY}-1`, []),
      row(`${CANARY}-2`, [`${CANARY}-1`, CANARY], { type: CANARY, problem: { code: CANARY } }),
    ],
    uploads: [upload, { ...upload, problem: { code: CANARY } }],
    history: events,
    documents: new Map([
      ['subAccount', 12],
      [CANARY, 1],
    ]),
    log: log.lines(),
  })
}

it('holds nothing of what the work is about, wherever that stood', () => {
  expect(JSON.stringify(exported()).toLowerCase()).not.toContain('kenari')
  expect(JSON.stringify(exported())).not.toContain('8812300000012042')
})

it('says how everything does', () => {
  expect(exported()).toMatchObject({
    connection: { connection: 'offline', waiting: 1, problem: 'network.failed', encrypted: true, offlineSince: AT },
    integrity: { checkedAt: AT, matches: false, types: ['subAccount'] },
    queue: [
      {
        position: 0,
        type: 'subAccount.update',
        state: 'rejected',
        attempts: 3,
        problem: 'account.closed',
        dependsOn: [],
        waitsForFile: false,
      },
      { position: 1, type: 'unknown', problem: 'unreadable', dependsOn: [0, -1] },
    ],
    uploads: [
      { purpose: 'company_logo', size: 1000, sent: 400, state: 'waiting', attempts: 2, problem: 'network.closed' },
      { problem: 'unreadable' },
    ],
    history: [
      { kind: 'pushed', sent: 2, accepted: 1, rejected: 1 },
      { kind: 'failed', code: 'unreadable' },
      { types: ['holiday'] },
    ],
    documents: { subAccount: 12 },
    log: [
      { level: 'warn', event: 'sign-in after unlock refused', fault: null },
      { level: 'error', event: 'synchronisation failed', fault: 'TypeError ENOSPC' },
      { level: 'info', event: 'bundled bank', fault: null },
    ],
  })
})
