import { type ChildProcess, fork } from 'node:child_process'
import { findPlanted } from '../planted/bugs'
import type { SeedReport } from '../run-seed'
import { openWorkshop, type Workshop } from '../workshop'

/** One simulation to run; plain data, so that it can go to another process. */
export interface Task {
  readonly seed: number
  readonly planted: string | undefined
  readonly actions: number
}

/** What came of a task, and the processor time that it took in its process. */
export interface Ran {
  readonly report: SeedReport
  readonly cpuMs: number
}

/** Whoever runs simulations, one at a time. */
export interface Hand {
  run(task: Task): Promise<Ran>
  close(): Promise<void>
}

export interface CrewOptions {
  readonly jobs: number
  readonly folder: string | undefined
  readonly trace: ((line: string) => void) | undefined
}

/** The first argument of a process that works for another one. */
export const WORKER = '--worker'

export async function gather({ jobs, folder, trace }: CrewOptions): Promise<readonly Hand[]> {
  if (jobs === 1) return [handOf(await openWorkshop(folder), trace)]
  return Array.from({ length: jobs }, () => distantHand(folder))
}

function handOf(workshop: Workshop, trace?: (line: string) => void): Hand {
  return {
    async run({ seed, planted, actions }) {
      const begun = process.cpuUsage()
      const bug = planted === undefined ? undefined : findPlanted(planted)
      const report = await workshop.run(seed, { planted: bug, actions, trace })
      const { user, system } = process.cpuUsage(begun)
      return { report, cpuMs: (user + system) / 1_000 }
    },
    close: () => workshop.close(),
  }
}

type Answer = { readonly ran: Ran } | { readonly fault: string }

function distantHand(folder: string | undefined): Hand {
  const [, script = ''] = process.argv
  const child: ChildProcess = fork(script, [WORKER, ...(folder === undefined ? [] : [folder])])
  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        const ended = (code: number | null): void =>
          reject(new Error(`the process of seed ${task.seed} ended: ${code}`))
        child.once('exit', ended)
        child.once('message', (answer: Answer) => {
          child.off('exit', ended)
          if ('ran' in answer) resolve(answer.ran)
          else reject(new Error(answer.fault))
        })
        child.send(task)
      }),
    close: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.disconnect()
      }),
  }
}

/** Runs what the parent process asks for, until that lets go. */
export async function workForParent(folder: string | undefined): Promise<void> {
  // The terminal interrupts the whole group; the parent decides what to finish.
  process.on('SIGINT', () => {})
  const workshop = await openWorkshop(folder)
  const hand = handOf(workshop)
  await new Promise<void>((resolve) => {
    process.once('disconnect', resolve)
    process.on('message', async (task: Task) => {
      const answer: Answer = await hand.run(task).then(
        (ran) => ({ ran }),
        (fault: unknown) => ({ fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) }),
      )
      // Where the parent is gone nobody wants to know any more.
      process.send?.(answer, undefined, undefined, () => {})
    })
  })
  await workshop.close()
}
