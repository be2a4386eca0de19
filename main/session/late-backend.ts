import type { Answer, BankBackend } from '#main/backend/port'
import type { AppProblem } from '#shared/contract/views'
import { err, ok, type Result } from '#shared/kernel/result'

/**
 * A backend whose address is not known yet, because the bundled bank is still starting: each request waits for the address.
 * No address counts as a network failure, so that the connection loop tries again later.
 */
export function lateBackend(
  address: () => Promise<Result<string, AppProblem>>,
  connect: (url: string) => Result<BankBackend, AppProblem>,
): BankBackend {
  let connected: BankBackend | null = null
  let closed = false

  async function use<T>(request: (backend: BankBackend) => Answer<T>): Answer<T> {
    const url = await address()
    if (!url.ok) return err({ kind: 'network', problem: url.error })
    if (closed) return err({ kind: 'network', problem: { code: 'network.closed' } })
    const backend = connected?.url === url.value ? ok(connected) : connect(url.value)
    if (!backend.ok) return err({ kind: 'permanent', problem: backend.error })
    if (backend.value !== connected) connected?.close()
    connected = backend.value
    return request(connected)
  }

  return {
    get url() {
      return connected?.url ?? ''
    },
    meta: () => use((backend) => backend.meta()),
    login: (request) => use((backend) => backend.login(request)),
    logout: () => use((backend) => backend.logout()),
    changePassword: (current, next) => use((backend) => backend.changePassword(current, next)),
    changes: (cursor, limit) => use((backend) => backend.changes(cursor, limit)),
    digest: () => use((backend) => backend.digest()),
    transactions: (accountId, before, limit) => use((backend) => backend.transactions(accountId, before, limit)),
    sendCommands: (deviceId, commands) => use((backend) => backend.sendCommands(deviceId, commands)),
    commandResult: (id) => use((backend) => backend.commandResult(id)),
    listen: (onPoke, signal, onOpen) => use((backend) => backend.listen(onPoke, signal, onOpen)),
    close() {
      closed = true
      connected?.close()
    },
  }
}
