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

const Ready = z.object({ ready: z.literal(true), url: z.url() })

/** Runs the bundled bank beside the app, with the demo seed and its simulated counterparties. Port 0: any free one. */
export function launchBankProcess({ modulePath, dataFolder, log }: BankProcessPorts, port: number): BankProcess {
  const child = utilityProcess.fork(
    modulePath,
    ['--port', String(port), '--data', dataFolder, '--seed', 'demo', '--sim'],
    { serviceName: 'Bendahara demo bank', stdio: 'pipe' },
  )
  child.stderr?.on('data', (text: Buffer) => log.info('bundled bank', text.toString('utf8').trimEnd()))
  child.stdout?.resume()
  const exited = new Promise<void>((resolve) => {
    child.once('exit', (code) => {
      log.info('bundled bank exited', { code })
      resolve()
    })
  })
  const announced = new Promise<string>((resolve) => {
    child.on('message', (message: unknown) => {
      const ready = Ready.safeParse(message)
      if (ready.success) resolve(ready.data.url)
    })
  })
  return {
    ready: Promise.race([announced, exited.then(() => null)]),
    exited,
    stop: () => {
      child.kill()
    },
  }
}
