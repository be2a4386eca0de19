import { createBank } from './bank'
import { frozenClock, runningClock } from './clock'
import { parseFlags, USAGE } from './options'

/**
 * The bank as a command. Standard output carries one JSON line when it is ready; everything else goes to standard error.
 * Ends with 0 after SIGTERM or SIGINT, 1 after a failure while running, 2 when it cannot start as asked.
 */

const CANNOT_START = 2
const FAILED = 1

const say = (line: string) => void process.stderr.write(`${line}\n`)

process.on('uncaughtException', (error) => {
  say(`bank: ${error.stack ?? error.message}`)
  process.exit(FAILED)
})

async function start(): Promise<void> {
  const options = parseFlags(process.argv.slice(2))
  if (!options.ok) {
    say(`bank: ${options.error}\n${USAGE}`)
    process.exitCode = CANNOT_START
    return
  }
  const { frozenAt, notices, ...rest } = options.value
  for (const notice of notices) say(`bank: ${notice}`)
  const clock = frozenAt === null ? runningClock(Date.now) : frozenClock(frozenAt)
  const started = await createBank({ ...rest, clock, ports: { log: say } })
  if (!started.ok) {
    say(`bank: ${started.error.detail}`)
    process.exitCode = CANNOT_START
    return
  }
  const { url, stop } = started.value
  const end = () => {
    process.off('SIGTERM', end)
    process.off('SIGINT', end)
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        say(`bank: could not close cleanly: ${String(error)}`)
        process.exit(FAILED)
      },
    )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  process.stdout.write(`${JSON.stringify({ ready: true, url })}\n`)
}

await start()
