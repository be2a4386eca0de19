import { parseArgs } from 'node:util'
import { findPlanted, PLANTED_BUGS } from './planted/bugs'
import type { PlantedBug } from './planted/planted'
import { ACTIONS, type SeedReport } from './run-seed'
import { openWorkshop } from './workshop'

const USAGE =
  'usage: npm run sim -- [--seeds 100] [--from 1] [--seed N [--trace]] [--planted NAME] [--actions 60] [--json]'

interface Totals {
  seeds: number
  steps: number
  virtualHours: number
  commands: number
  faults: Record<string, number>
  crashPoints: string[]
  failures: { seed: number; invariant: number; text: string; step: number; replay: string }[]
}

/** Runs seeds one after the other until one fails, or a planted bug is caught. Answers the exit code. */
export async function simulate(args: readonly string[]): Promise<number> {
  const options = optionsOf(args)
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n${USAGE}\n`)
    return 2
  }
  const { from, seeds, planted, trace, json, actions } = options
  const totals: Totals = { seeds: 0, steps: 0, virtualHours: 0, commands: 0, faults: {}, crashPoints: [], failures: [] }
  const workshop = await openWorkshop()
  try {
    for (let seed = from; seed < from + seeds && totals.failures.length === 0; seed += 1) {
      const say = trace ? (line: string) => void process.stdout.write(`${line}\n`) : undefined
      add(totals, await workshop.run(seed, { planted, actions, trace: say }), replayFlags(options))
      if (!json && totals.seeds % 50 === 0) process.stderr.write(`${totals.seeds} seeds …\n`)
    }
  } finally {
    await workshop.close()
  }
  process.stdout.write(json ? `${JSON.stringify({ planted: planted?.name ?? null, ...totals })}\n` : told(totals))
  const caught = totals.failures.length > 0
  return caught === (planted !== undefined) ? 0 : 1
}

function optionsOf(args: readonly string[]) {
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
      },
    })
    const planted = values.planted === undefined ? undefined : findPlanted(values.planted)
    if (values.planted !== undefined && !planted)
      return `--planted takes one of ${PLANTED_BUGS.map(({ name }) => name).join(', ')}`
    const from = Number(values.seed ?? values.from)
    const seeds = values.seed === undefined ? Number(values.seeds ?? (planted ? 1000 : 100)) : 1
    const actions = Number(values.actions)
    if (![from, seeds, actions].every((n) => Number.isSafeInteger(n) && n > 0))
      return 'seeds and actions are whole numbers above 0'
    return { from, seeds, planted, actions, trace: values.trace, json: values.json }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function replayFlags({ planted, actions }: { planted: PlantedBug | undefined; actions: number }): string {
  return `${planted ? ` --planted ${planted.name}` : ''}${actions === ACTIONS ? '' : ` --actions ${actions}`}`
}

function add(totals: Totals, report: SeedReport, flags: string): void {
  totals.seeds += 1
  totals.steps += report.steps
  totals.virtualHours += report.virtualMs / 3_600_000
  totals.commands += report.commands
  for (const [kind, count] of Object.entries(report.faults)) totals.faults[kind] = (totals.faults[kind] ?? 0) + count
  totals.crashPoints = [...new Set([...totals.crashPoints, ...report.points])].sort()
  if (!report.violation) return
  const { invariant, text } = report.violation
  const replay = `npm run sim -- --seed ${report.seed}${flags} --trace`
  totals.failures.push({ seed: report.seed, invariant, text, step: report.steps, replay })
}

function told({ seeds, steps, virtualHours, commands, faults, crashPoints, failures }: Totals): string {
  const lines = [
    `${seeds} seeds, ${steps} steps, ${virtualHours.toFixed(1)} virtual hours, ${commands} commands`,
    `faults: ${Object.entries(faults)
      .sort(([, a], [, b]) => b - a)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', ')}`,
    `named points passed: ${crashPoints.length}`,
    ...failures.map(({ seed, text, step, replay }) => `seed ${seed}, step ${step}: ${text}\n  replay: ${replay}`),
  ]
  return `${lines.join('\n')}\n`
}
