import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** The demonstration bank as a child process, started exactly as `npm run bank` starts it. Source: docs/protocol.md. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const LAUNCHER = join(ROOT, 'scripts', 'bank.mjs')
const READY_WITHIN_MS = 30_000
/** A hundred thousand accounts are seeded in some ten seconds on a machine that does nothing else. */
const SCALE_READY_WITHIN_MS = 180_000
const STOPPED_WITHIN_MS = 10_000

/** The moment most tests freeze the bank at: Friday 10 July 2026, 08:00 in Jakarta. */
export const DEMO_CLOCK = '2026-07-10T01:00:00.000Z'

export interface BankFlags {
  /** A folder; `:memory:` unless told. */
  readonly data?: string
  readonly seed?: 'demo' | 'empty' | 'scale'
  readonly accounts?: number
  /** Opens `/v1/sim/*`; on unless told. */
  readonly sim?: boolean
  /** Freezes the bank's time; null lets it run. `DEMO_CLOCK` unless told. */
  readonly clock?: string | null
  /** A free port unless told. */
  readonly port?: number
  /** Milliseconds after which it counts as not coming up at all. */
  readonly readyWithinMs?: number
}

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface BankProcess {
  readonly url: string
  readonly port: number
  readonly pid: number
  /** Everything printed so far. */
  stdout(): string
  stderr(): string
  /** Settles when the process is gone, whatever ended it. */
  readonly exited: Promise<Exit>
  /** Ends it with SIGTERM and waits. */
  stop(): Promise<Exit>
  /** Ends it with SIGKILL, as a power cut would, and waits. */
  kill9(): Promise<Exit>
  /** Ends it if it still runs and starts another with the same flags, hence on the same data; `change` overrides flags. */
  restart(change?: BankFlags): Promise<BankProcess>
}

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts a bank and waits until it says that it is ready. Throws with its standard error when it does not. */
export async function startBank(flags: BankFlags = {}): Promise<BankProcess> {
  const launched = launch(argumentsOf(flags))
  const withinMs = flags.seed === 'scale' ? SCALE_READY_WITHIN_MS : READY_WITHIN_MS
  const url = await readyUrl(launched, flags.readyWithinMs ?? withinMs)
  const end = (signal: NodeJS.Signals) => {
    if (running.has(launched.child)) launched.child.kill(signal)
    return within(launched.exited, STOPPED_WITHIN_MS, () => `the bank did not end on ${signal}\n${launched.stderr()}`)
  }
  return {
    url,
    port: Number(new URL(url).port),
    pid: launched.child.pid ?? -1,
    stdout: launched.stdout,
    stderr: launched.stderr,
    exited: launched.exited,
    stop: () => end('SIGTERM'),
    kill9: () => end('SIGKILL'),
    async restart(change = {}) {
      await end('SIGTERM')
      return startBank({ ...flags, ...change })
    },
  }
}

/** Runs the bank with raw arguments until it ends by itself; for runs that are refused. Kills it if it starts to serve. */
export async function runBank(args: readonly string[]): Promise<Exit & { readonly served: boolean }> {
  const launched = launch(args)
  let served = false
  readyUrl(launched).then(
    () => {
      served = true
      launched.child.kill('SIGKILL')
    },
    () => undefined,
  )
  return { ...(await launched.exited), served }
}

function argumentsOf(flags: BankFlags): string[] {
  const { data = ':memory:', seed = 'demo', sim = true, clock = DEMO_CLOCK, port = 0 } = flags
  const args = ['--port', String(port), '--data', data, '--seed', seed]
  if (flags.accounts !== undefined) args.push('--accounts', String(flags.accounts))
  if (sim) args.push('--sim')
  if (clock !== null) args.push('--clock', clock)
  return args
}

interface Launched {
  readonly child: ChildProcess
  readonly exited: Promise<Exit>
  /** The first line of standard output; undefined when it ended without one. */
  readonly firstLine: Promise<string | undefined>
  stdout(): string
  stderr(): string
}

function launch(args: readonly string[]): Launched {
  const child = spawn(process.execPath, [LAUNCHER, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const exited = new Promise<Exit>((resolve) => {
    // 'close' comes after both pipes ended, so nothing the bank said last is missing.
    child.once('close', (code, signal) => {
      running.delete(child)
      resolve({ code, signal, stdout, stderr })
    })
  })
  const lines = createInterface({ input: child.stdout })
  const firstLine = new Promise<string | undefined>((resolve) => {
    lines.once('line', resolve)
    lines.once('close', () => resolve(undefined))
  })
  return { child, exited, firstLine, stdout: () => stdout, stderr: () => stderr }
}

async function readyUrl(launched: Launched, withinMs = READY_WITHIN_MS): Promise<string> {
  const line = await within(launched.firstLine, withinMs, () => {
    launched.child.kill('SIGKILL')
    return `the bank was not ready in time\n${launched.stderr()}`
  })
  if (line === undefined) {
    const { code, stderr } = await launched.exited
    throw new Error(`the bank ended with code ${code} before it was ready\n${stderr}`)
  }
  const said: unknown = JSON.parse(line)
  if (typeof said === 'object' && said !== null && 'ready' in said && said.ready === true && 'url' in said) {
    if (typeof said.url === 'string') return said.url
  }
  throw new Error(`not a ready line: ${line}`)
}

async function within<T>(promise: Promise<T>, ms: number, complaint: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, fail) => {
    timer = setTimeout(() => fail(new Error(complaint())), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
