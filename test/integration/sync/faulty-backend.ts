import type { Answer, BackendError, BankBackend } from '#main/backend/port'
import { err, ok, type Result } from '#shared/kernel/result'

/**
 * What may befall one request:
 * - `drop`: it never leaves this computer
 * - `lose`: the bank acts, the answer gets lost
 * - `garbage`: the bank acts, the answer is not readable
 * - `busy`: the bank asks for patience
 * - `gone`: the bank cannot continue from this cursor (410)
 * - `auth`: the bank says that the session is over
 * - `hang_before`, `hang_after`: nothing more is heard, before or after the bank acts; for crashes
 */
export type Fault = 'drop' | 'lose' | 'garbage' | 'busy' | 'gone' | 'auth' | 'hang_before' | 'hang_after'
export type Call = 'meta' | 'changes' | 'digest' | 'sendCommands' | 'listen'

export interface FaultyBackend extends BankBackend {
  /** Without a network every request is dropped. */
  online: boolean
  /** Faults of the next requests of a kind, in order. */
  readonly faults: Map<Call, Fault[]>
  /** Every request that was tried, in order. */
  readonly calls: Call[]
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
const BUSY: BackendError = { kind: 'retry_after', problem: { code: 'bank.busy' }, retryAfterMs: 30, notActedOn: true }

/** The present real backend behind a network that misbehaves on demand. */
export function createFaultyBackend(present: () => BankBackend): FaultyBackend {
  const faulty: FaultyBackend = {
    ...present(),
    online: true,
    faults: new Map(),
    calls: [],
    epoch: null,
    beforeAnswer: () => {},
    meta: () => through('meta', () => present().meta()),
    changes: (cursor, limit) => through('changes', async () => renamed(await present().changes(cursor, limit))),
    digest: () => through('digest', async () => renamed(await present().digest())),
    sendCommands: (deviceId, commands) => through('sendCommands', () => present().sendCommands(deviceId, commands)),
    listen: (onPoke, signal, onOpen) => through('listen', () => present().listen(onPoke, signal, onOpen)),
  }

  function renamed<T extends { epoch: string }>(answer: Result<T, BackendError>): Result<T, BackendError> {
    return answer.ok && faulty.epoch !== null ? ok({ ...answer.value, epoch: faulty.epoch }) : answer
  }

  async function through<T>(call: Call, send: () => Answer<T>): Answer<T> {
    faulty.calls.push(call)
    const fault = faulty.faults.get(call)?.shift()
    if (!faulty.online || fault === 'drop') return err(DROPPED)
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

/** The backend as one process hears it: once that is dead, no answer arrives. */
export function heardBy(process: { readonly alive: boolean }, backend: BankBackend): BankBackend {
  const heard = async <T>(answer: Answer<T>): Answer<T> => {
    const value = await answer
    return process.alive ? value : forever()
  }
  return {
    ...backend,
    meta: () => heard(backend.meta()),
    changes: (cursor, limit) => heard(backend.changes(cursor, limit)),
    digest: () => heard(backend.digest()),
    sendCommands: (deviceId, commands) => heard(backend.sendCommands(deviceId, commands)),
    listen(onPoke, signal, onOpen = () => {}) {
      const poke = (seq: number): void => (process.alive ? onPoke(seq) : undefined)
      return heard(backend.listen(poke, signal, () => (process.alive ? onOpen() : undefined)))
    },
  }
}

function forever<T>(): Promise<T> {
  return new Promise<T>(() => {})
}
