import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { findPlanted, PLANTED_BUGS } from '../planted/bugs'
import { ACTIONS } from '../run-seed'

export interface Options {
  readonly from: number
  readonly seeds: number
  /** Bugs to plant, one after the other; none: the product as it is. */
  readonly planted: readonly string[]
  readonly actions: number
  readonly trace: boolean
  readonly json: boolean
  /** Does not stop at the first seed that fails. */
  readonly keepGoing: boolean
  /** Worker processes; 1 stays in this one. */
  readonly jobs: number
  /** Where the files of the simulated computers are; default: the system's temporary folder. */
  readonly folder: string | undefined
}

export const USAGE = `usage: npm run sim -- [--seeds 100] [--from 1] [--jobs 1] [--keep-going] [--folder DIR] [--json]
       npm run sim -- --seed N [--actions ${ACTIONS}] [--trace]
       npm run sim -- --planted NAME|all [--seeds 1000]`

/** Reads the command line; a string says what is wrong with it. */
export function optionsOf(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seeds: { type: 'string' },
        from: { type: 'string', default: '1' },
        seed: { type: 'string' },
        trace: { type: 'boolean', default: false },
        planted: { type: 'string' },
        actions: { type: 'string', default: String(ACTIONS) },
        json: { type: 'boolean', default: false },
        'keep-going': { type: 'boolean', default: false },
        jobs: { type: 'string', default: '1' },
        folder: { type: 'string' },
      },
    })
    const all = PLANTED_BUGS.map(({ name }) => name)
    const { planted } = values
    if (planted !== undefined && planted !== 'all' && !findPlanted(planted))
      return `--planted takes all or one of ${all.join(', ')}`
    const from = Number(values.seed ?? values.from)
    const seeds = values.seed === undefined ? Number(values.seeds ?? (planted === undefined ? 100 : 1000)) : 1
    const actions = Number(values.actions)
    const jobs = Number(values.jobs)
    if (![from, seeds, actions, jobs].every((n) => Number.isSafeInteger(n) && n > 0))
      return 'seeds, actions and jobs are whole numbers above 0'
    if (values.trace && values.seed === undefined) return '--trace wants one --seed'
    return {
      from,
      seeds,
      planted: planted === undefined ? [] : planted === 'all' ? all : [planted],
      actions,
      trace: values.trace,
      json: values.json,
      keepGoing: values['keep-going'],
      jobs: Math.min(jobs, seeds, 4 * availableParallelism()),
      folder: values.folder,
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** What makes the same simulation again. */
export function replayOf(seed: number, planted: string | undefined, actions: number): string {
  const bug = planted === undefined ? '' : ` --planted ${planted}`
  return `npm run sim -- --seed ${seed}${bug}${actions === ACTIONS ? '' : ` --actions ${actions}`} --trace`
}
