import type { Answer, BackendError, BankBackend } from '#main/backend/port'
import type { CommandsResponse, Envelope } from '#shared/contract/http'
import type { AppProblem } from '#shared/contract/views'
import { err, ok, type Result } from '#shared/kernel/result'
import { forever } from './mortal'

/**
 * What may befall one request:
 * - `drop`: it never leaves this computer
 * - `vanish`: it leaves and gets lost on its way; the bank does not act
 * - `lose`: the bank acts, the answer gets lost
 * - `garbage`: the bank acts, the answer is not readable
 * - `busy`: the bank asks for patience
 * - `gone`: the bank cannot continue from this cursor (410)
 * - `auth`: the bank says that the session is over
 * - `hang_before`, `hang_after`: nothing more is heard, before or after the bank acts; for crashes
 */
export type Fault = 'drop' | 'vanish' | 'lose' | 'garbage' | 'busy' | 'gone' | 'auth' | 'hang_before' | 'hang_after'
export type Call =
  | 'meta'
  | 'changes'
  | 'digest'
  | 'sendCommands'
  | 'commandResult'
  | 'listen'
  | 'upload'
  | 'downloadFile'

export interface FaultyBackend extends BankBackend {
  /** Without a network every request is dropped. */
  online: boolean
  /** Faults of the next requests of a kind, in order. */
  readonly faults: Map<Call, Fault[]>
  /** Every request that was tried, in order. */
  readonly calls: Call[]
  /** The ids of every request with commands that left, in order. */
  readonly sent: string[][]
  /** Commands that the bank turns away once, as if it did not know what they build upon. */
  readonly turnedAway: Set<string>
  /** Uploads alone meet no network. */
  uploadsOnline: boolean
  /** Where set, the bank takes no file, and says this. */
  refuseUploads: AppProblem | null
  /** Where set, the bank's history seems to have begun anew under this name. */
  epoch: string | null
  /** Runs between an answer's arrival and the service's seeing it. */
  beforeAnswer: (call: Call) => void | Promise<void>
}

const DROPPED: BackendError = { kind: 'network', problem: { code: 'network.unreachable' }, notActedOn: true }
const LOST: BackendError = { kind: 'network', problem: { code: 'network.failed' } }
const GARBAGE: BackendError = { kind: 'garbage', problem: { code: 'bank.garbage' } }
const GONE: BackendError = { kind: 'cursor_gone', problem: { code: 'sync.cursor_gone' } }
const SESSION_OVER: BackendError = { kind: 'auth', problem: { code: 'auth.required' }, notActedOn: true }
const TURNED_AWAY = { status: 'refused', replayed: false, code: 'command.dependency_unknown' } as const
const BUSY: BackendError = { kind: 'retry_after', problem: { code: 'bank.busy' }, retryAfterMs: 30, notActedOn: true }

/** The present real backend behind a network that misbehaves on demand. */
export function createFaultyBackend(present: () => BankBackend): FaultyBackend {
  const faulty: FaultyBackend = {
    ...present(),
    online: true,
    faults: new Map(),
    calls: [],
    sent: [],
    turnedAway: new Set(),
    uploadsOnline: true,
    refuseUploads: null,
    epoch: null,
    beforeAnswer: () => {},
    meta: () => through('meta', () => present().meta()),
    changes: (cursor, limit) => through('changes', async () => renamed(await present().changes(cursor, limit))),
    digest: () => through('digest', async () => renamed(await present().digest())),
    sendCommands: (deviceId, commands) => through('sendCommands', () => send(deviceId, commands)),
    commandResult: (id) => through('commandResult', () => present().commandResult(id)),
    dropConnections: () => present().dropConnections(),
    async upload(file, source, run) {
      if (!faulty.uploadsOnline) {
        faulty.calls.push('upload')
        return err(DROPPED)
      }
      return through('upload', async () => {
        if (faulty.refuseUploads) return err({ kind: 'permanent', status: 422, problem: faulty.refuseUploads })
        return present().upload(file, source, run)
      })
    },
    downloadFile: (id, maxBytes) => through('downloadFile', () => present().downloadFile(id, maxBytes)),
    terminateUpload: (url) => present().terminateUpload(url),
    listen: (onPoke, signal, onOpen) => through('listen', () => present().listen(onPoke, signal, onOpen)),
  }

  async function send(deviceId: string, commands: readonly Envelope[]): Answer<CommandsResponse> {
    faulty.sent.push(commands.map(({ id }) => id))
    const away = commands.filter(({ id }) => faulty.turnedAway.delete(id))
    const answer = await present().sendCommands(
      deviceId,
      commands.filter((each) => !away.includes(each)),
    )
    if (!answer.ok || away.length === 0) return answer
    const refused = away.map(({ id }) => ({ ...TURNED_AWAY, id }))
    return ok({ ...answer.value, results: [...answer.value.results, ...refused] })
  }

  function renamed<T extends { epoch: string }>(answer: Result<T, BackendError>): Result<T, BackendError> {
    return answer.ok && faulty.epoch !== null ? ok({ ...answer.value, epoch: faulty.epoch }) : answer
  }

  async function through<T>(call: Call, send: () => Answer<T>): Answer<T> {
    faulty.calls.push(call)
    const fault = faulty.faults.get(call)?.shift()
    if (!faulty.online || fault === 'drop') return err(DROPPED)
    if (fault === 'vanish') return err(LOST)
    if (fault === 'busy') return err(BUSY)
    if (fault === 'gone') return err(GONE)
    if (fault === 'auth') return err(SESSION_OVER)
    if (fault === 'hang_before') return forever()
    const answer = await send()
    if (fault === 'lose') return err(LOST)
    if (fault === 'garbage') return err(GARBAGE)
    if (fault === 'hang_after') return forever()
    await faulty.beforeAnswer(call)
    return answer
  }

  return faulty
}
