import { createBank } from './bank'
import { frozenClock, runningClock } from './clock'
import { parseFlags } from './options'

/**
 * The bank inside Electron's utilityProcess. The flags of the command line come as arguments of the fork, or, where there
 * are none, as a first message `{args: string[]}`. Answers `{ready:true,url}` or `{ready:false,code,detail}` once; a
 * later message `{stop:true}` ends it cleanly, and so does the end of the parent.
 */

/** What Electron gives a utility process; named here because the bank does not know Electron. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  postMessage(message: unknown): void
}

const PARENT_CHECK_MS = 1000
const LAST_WORDS_MS = 200
const FAILED = 1
const CANNOT_START = 2

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value
}

function parentPort(): ParentPort {
  const port: unknown = Reflect.get(process, 'parentPort')
  if (!isParentPort(port)) throw new Error("this entry runs in Electron's utilityProcess only")
  return port
}

function argsOf(message: unknown): string[] | undefined {
  if (typeof message !== 'object' || message === null || !('args' in message)) return undefined
  const { args } = message
  return Array.isArray(args) && args.every((arg) => typeof arg === 'string') ? args : undefined
}

function isStop(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'stop' in message && message.stop === true
}

/** Calls back when the process that started us is gone, which a killed app cannot tell us itself. */
function onParentGone(callback: () => void): void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(parent)) return
    clearInterval(timer)
    callback()
  }, PARENT_CHECK_MS)
  timer.unref()
}

function isAlive(pid: number): boolean {
  try {
    // Signal 0 asks without sending anything; it works on Windows as well.
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function start(port: ParentPort, args: readonly string[]): Promise<(() => Promise<void>) | undefined> {
  const options = parseFlags(args)
  if (!options.ok) {
    port.postMessage({ ready: false, code: 'options.invalid', detail: options.error })
    return undefined
  }
  const { frozenAt, notices: _, ...rest } = options.value
  const started = await createBank({
    ...rest,
    clock: frozenAt === null ? runningClock(Date.now) : frozenClock(frozenAt),
  })
  if (!started.ok) {
    port.postMessage({ ready: false, ...started.error })
    return undefined
  }
  port.postMessage({ ready: true, url: started.value.url })
  return started.value.stop
}

function run(port: ParentPort): void {
  let running: Promise<(() => Promise<void>) | undefined> | undefined
  const fail = (error: unknown) => {
    const detail = error instanceof Error ? error.message : String(error)
    port.postMessage({ ready: false, code: 'internal', detail })
    setTimeout(() => process.exit(FAILED), LAST_WORDS_MS)
  }
  const begin = (args: readonly string[]) => {
    running ??= start(port, args)
    running.then((stop) => {
      // The parent's port would keep this process alive; a moment lets the message out first.
      if (!stop) setTimeout(() => process.exit(CANNOT_START), LAST_WORDS_MS)
    }, fail)
  }
  const end = () => {
    Promise.resolve(running)
      .then((stop) => stop?.())
      .then(() => process.exit(0), fail)
  }
  port.on('message', ({ data }) => {
    const args = argsOf(data)
    if (isStop(data)) end()
    else if (args) begin(args)
  })
  process.on('SIGTERM', end)
  onParentGone(end)
  const args = process.argv.slice(2)
  if (args.length > 0) begin(args)
}

run(parentPort())
