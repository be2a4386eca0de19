import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, cpSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import { _electron, type Page } from '@playwright/test'
import { platformFlags } from '../../scripts/setup/runtime.mjs'

const EXECUTABLE = 'bendahara'

/**
 * A copy of a packaged app, whatever happens to the original meanwhile, with the one difference that makes it drivable: it
 * lets an inspector attach, through which Playwright talks to it. Answers the executable.
 */
export async function copyPackage(from: string, to: string): Promise<string> {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true })
  const executable = join(to, EXECUTABLE)
  chmodSync(executable, 0o755)
  await flipFuses(executable, { version: FuseVersion.V1, [FuseV1Options.EnableNodeCliInspectArguments]: true })
  return executable
}

export interface Launch {
  readonly executable: string
  readonly userDataDir: string
  readonly bankUrl: string
}

/** One life of the app, from its start to the SIGKILL that ends it. */
export interface Life {
  /** Ends every process of the app at once, the main process first. In the very turn in which it is called. */
  kill(): void
  /** Settles when the main process is gone and its children with it. */
  readonly ended: Promise<void>
  readonly isOver: () => boolean
}

export interface WindowLife extends Life {
  readonly page: Page
}

/** Starts the app and answers as soon as its process is there. */
export function startBlind(launch: Launch): Life {
  return lifeOf(spawn(launch.executable, argumentsOf(launch), { detached: true, stdio: 'ignore' }))
}

/** Starts the app and answers its window, loaded far enough to be asked. */
export async function startWithWindow(launch: Launch): Promise<WindowLife> {
  const running = await _electron.launch({ executablePath: launch.executable, args: argumentsOf(launch) })
  // However long a life takes: only its end counts.
  const closed = running.waitForEvent('close', { timeout: 0 })
  const life = lifeOf(running.process(), closed)
  try {
    const page = await running.firstWindow()
    await page.waitForLoadState('domcontentloaded')
    return { ...life, page }
  } catch (error) {
    life.kill()
    throw error
  }
}

function argumentsOf({ userDataDir, bankUrl }: Launch): string[] {
  return [...platformFlags(), `--user-data-dir=${userDataDir}`, '--lang=en', `--bank-url=${bankUrl}`]
}

/** `detached` (by Playwright too) makes the main process the leader of a group that all its children are in. */
function lifeOf(main: ChildProcess, closed: Promise<unknown> = Promise.resolve()): Life {
  const { pid } = main
  if (pid === undefined) throw new Error('the packaged app did not start')
  let over = main.exitCode !== null
  const exited = new Promise<void>((resolve) => {
    main.once('exit', () => {
      over = true
      resolve()
    })
    if (over) resolve()
  })
  return {
    kill() {
      over = true
      main.kill('SIGKILL')
      killGroup(pid)
    },
    isOver: () => over,
    ended: exited.then(async () => {
      killGroup(pid)
      await closed
    }),
  }
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // Nobody is left in it.
  }
}

/** Ids of processes whose command line names a folder: what a kill left behind. Linux only. */
export function processesNaming(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => commandLineOf(pid).includes(folder))
    .map(Number)
}

function commandLineOf(pid: string): string {
  try {
    return readFileSync(join('/proc', pid, 'cmdline'), 'utf8')
  } catch {
    return ''
  }
}
