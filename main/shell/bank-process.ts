import { utilityProcess } from 'electron'
import { z } from 'zod'
import type { BankProcess } from '#main/session/bundled-bank'
import type { Log } from './log-file'

export interface BankProcessPorts {
  /** The built entry of the bundled bank. */
  readonly modulePath: string
  /** Where it keeps its books, in the app's own profile. */
  readonly dataFolder: string
  readonly log: Log
}

/** The one thing it says; source: main/bank/utility.ts. */
const Announcement = z.discriminatedUnion('ready', [
  z.object({ ready: z.literal(true), url: z.url() }),
  z.object({ ready: z.literal(false), code: z.string(), detail: z.string() }),
])

/** Asked to stop, it closes its books; one that does not is killed, which loses nothing it has acknowledged. */
const STOP_LIMIT_MS = 2_000

/** Runs the bundled bank beside the app, with the demo seed and its simulated counterparties. Port 0: any free one. */
export function launchBankProcess({ modulePath, dataFolder, log }: BankProcessPorts, port: number): BankProcess {
  const args = ['--port', String(port), '--data', dataFolder, '--seed', 'demo', '--sim']
  const child = utilityProcess.fork(modulePath, args, { serviceName: 'Bendahara demo bank', stdio: 'pipe' })
  child.stderr?.on('data', (text: Buffer) => log.info('bundled bank', text.toString('utf8').trimEnd()))
  child.stdout?.resume()
  const exited = new Promise<void>((resolve) => {
    child.once('exit', (code) => {
      log.info('bundled bank ended', { code })
      resolve()
    })
  })
  const announced = new Promise<string | null>((resolve) => {
    child.on('message', (message: unknown) => {
      const said = Announcement.safeParse(message)
      if (!said.success) return
      if (!said.data.ready) log.warn('bundled bank cannot start', said.data)
      resolve(said.data.ready ? said.data.url : null)
    })
  })
  return {
    ready: Promise.race([announced, exited.then(() => null)]),
    exited,
    stop() {
      child.postMessage({ stop: true })
      const timer = setTimeout(() => child.kill(), STOP_LIMIT_MS)
      void exited.then(() => clearTimeout(timer))
    },
  }
}
