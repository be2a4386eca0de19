import type { Answer, BankBackend } from '#main/backend/port'
import type { AppProblem } from '#shared/contract/views'
import { err, type Result } from '#shared/kernel/result'

export interface LateBackendPorts {
  /** Waits for the bundled bank to serve; answers at once for any other. Error: `bank.start_failed`. */
  address(): Promise<Result<string, AppProblem>>
  /** What is known of the address without waiting. */
  lastAddress(): string | null
  connect(url: string): Promise<Result<BankBackend, AppProblem>>
}

/**
 * A backend that is connected by its first request: the bundled bank may still be starting, and the code that speaks HTTP
 * need not be loaded to show what is on this computer. No address counts as a network failure, so that the connection loop
 * tries again later.
 */
export function lateBackend({ address, lastAddress, connect }: LateBackendPorts): BankBackend {
  let connected: BankBackend | null = null
  let closed = false

  /** One adapter per address, because each keeps its requests from renewing the same token twice. */
  let connecting: { readonly url: string; readonly backend: Promise<Result<BankBackend, AppProblem>> } | null = null
  function adapterAt(url: string): Promise<Result<BankBackend, AppProblem>> {
    if (connecting?.url === url) return connecting.backend
    connected?.close()
    connecting = { url, backend: connect(url) }
    return connecting.backend
  }

  async function use<T>(request: (backend: BankBackend) => Answer<T>): Answer<T> {
    const url = await address()
    // Nothing has left this computer: a command stays "waiting to be sent" and can be taken back.
    if (!url.ok) return err({ kind: 'network', problem: url.error, notActedOn: true })
    const backend = await adapterAt(url.value)
    if (!backend.ok) return err({ kind: 'permanent', problem: backend.error, notActedOn: true })
    connected = backend.value
    if (closed) connected.close()
    return request(connected)
  }

  return {
    get url() {
      return connected?.url ?? lastAddress() ?? ''
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
    upload: (file, source, run) => use((backend) => backend.upload(file, source, run)),
    terminateUpload: (url) => use((backend) => backend.terminateUpload(url)),
    downloadFile: (id, maxBytes) => use((backend) => backend.downloadFile(id, maxBytes)),
    listen: (onPoke, signal, onOpen) => use((backend) => backend.listen(onPoke, signal, onOpen)),
    dropConnections: () => connected?.dropConnections(),
    close() {
      closed = true
      connected?.close()
    },
  }
}
