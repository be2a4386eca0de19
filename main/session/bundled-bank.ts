import type { AppProblem } from '#shared/contract/views'
import { err, ok, type Result } from '#shared/kernel/result'

/** One run of the bundled bank in a process of its own. */
export interface BankProcess {
  /** Resolves with the URL once it serves, or null when the process ended before that. */
  readonly ready: Promise<string | null>
  /** Resolves when the process is gone. */
  readonly exited: Promise<void>
  stop(): void
}

export interface BundledBankPorts {
  /** Starts the bank; port 0 lets it choose a free one. */
  launch(port: number): BankProcess
  wait(milliseconds: number): Promise<void>
  log(event: string, detail: string): void
}

export interface BundledBank {
  /** Starts the bank if it is not running. Error: `bank.start_failed`. */
  address(): Promise<Result<string, AppProblem>>
  /** The address it last served at; null before that. */
  lastAddress(): string | null
  stop(): Promise<void>
}

const ATTEMPTS = 3
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 30_000
const START_LIMIT_MS = 20_000

type Running = { readonly process: BankProcess; readonly url: string }

/**
 * Keeps the demo bank of this computer running:
 *
 *   stopped ──address()──▶ starting ──ready──▶ running ──died──▶ starting …
 *                             └── 3 failures ──▶ stopped (`bank.start_failed`; the next address() tries again)
 *
 * It comes back on its port where that is free, so that nobody has to look for it.
 */
export function createBundledBank(ports: BundledBankPorts): BundledBank {
  let starting: Promise<Running | null> | null = null
  let current: BankProcess | null = null
  let lastUrl: string | null = null
  let stopped = false
  let deaths = 0

  async function startOnce(port: number): Promise<Running | null> {
    const process = ports.launch(port)
    current = process
    const url = await Promise.race([process.ready, ports.wait(START_LIMIT_MS).then(() => null)])
    if (url !== null) return { process, url }
    process.stop()
    await process.exited
    return null
  }

  async function start(): Promise<Running | null> {
    for (let attempt = 0; attempt < ATTEMPTS && !stopped; attempt++) {
      if (attempt > 0) await ports.wait(backoff(attempt))
      // The old port first; it may have been taken meanwhile.
      const running = await startOnce(attempt === 0 && lastUrl !== null ? Number(new URL(lastUrl).port) : 0)
      if (running !== null) {
        lastUrl = running.url
        void watch(running)
        return running
      }
      ports.log('bundled bank did not start', `attempt ${attempt + 1} of ${ATTEMPTS}`)
    }
    starting = null
    return null
  }

  async function watch({ process }: Running): Promise<void> {
    const since = performance.now()
    await process.exited
    if (stopped) return
    // A bank that ran for a while died of something new: no reason to wait long.
    deaths = performance.now() - since > LONGEST_WAIT_MS ? 1 : deaths + 1
    ports.log('bundled bank ended', `starting it again, ${deaths}. time`)
    starting = ports.wait(backoff(deaths)).then(start)
  }

  return {
    async address() {
      if (stopped) return err({ code: 'bank.start_failed' })
      starting ??= start()
      const running = await starting
      return running === null ? err({ code: 'bank.start_failed' }) : ok(running.url)
    },
    lastAddress: () => lastUrl,
    async stop() {
      stopped = true
      current?.stop()
      await current?.exited
    },
  }
}

function backoff(failures: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS)
}
