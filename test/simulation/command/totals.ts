import { CRASH_POINTS } from '../device/crash-points'
import { FAULTS } from '../faults'
import type { Ran } from './crew'

export interface Failure {
  readonly seed: number
  readonly invariant: number
  readonly text: string
  readonly step: number
}

/** What many simulations come to. */
export interface Totals {
  seeds: number
  steps: number
  judgements: number
  virtualHours: number
  commands: number
  cpuSeconds: number
  readonly faults: Record<string, number>
  /** How often a process died at each named point. */
  readonly crashes: Record<string, number>
  readonly failures: Failure[]
}

export function noTotals(): Totals {
  const none = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 0]))
  return {
    seeds: 0,
    steps: 0,
    judgements: 0,
    virtualHours: 0,
    commands: 0,
    cpuSeconds: 0,
    faults: none(FAULTS),
    crashes: none(CRASH_POINTS),
    failures: [],
  }
}

export function add(totals: Totals, { report, cpuMs }: Ran): void {
  totals.seeds += 1
  totals.steps += report.steps
  totals.judgements += report.judgements
  totals.virtualHours += report.virtualMs / 3_600_000
  totals.commands += report.commands
  totals.cpuSeconds += cpuMs / 1_000
  for (const [kind, count] of Object.entries(report.faults)) totals.faults[kind] = (totals.faults[kind] ?? 0) + count
  for (const [point, count] of Object.entries(report.deaths))
    totals.crashes[point] = (totals.crashes[point] ?? 0) + count
  if (!report.violation) return
  totals.failures.push({ seed: report.seed, step: report.steps, ...report.violation })
  totals.failures.sort((a, b) => a.seed - b.seed)
}

export function told(totals: Totals, replay: (seed: number) => string): string {
  const { seeds, steps, judgements, virtualHours, commands, cpuSeconds, faults, crashes, failures } = totals
  const lines = [
    `${seeds} seeds, ${steps} steps, ${judgements} judgements of a copy, ${virtualHours.toFixed(1)} virtual hours, ${commands} commands`,
    `${(cpuSeconds / Math.max(1, seeds)).toFixed(2)} s of processor time a seed`,
    `faults: ${counts(faults)}`,
    `crashes: ${counts(crashes)}`,
    ...failures.map(({ seed, text, step }) => `seed ${seed}, step ${step}: ${text}\n  replay: ${replay(seed)}`),
    `never met: ${[...neverMet(faults), ...neverMet(crashes)].join(', ') || 'nothing'}`,
    failures.length === 0 ? 'every invariant held' : `${failures.length} seeds broke an invariant`,
  ]
  return `${lines.join('\n')}\n`
}

/** Faults or crash points that no simulation has met. */
export function neverMet(of: Readonly<Record<string, number>>): string[] {
  return Object.entries(of).flatMap(([name, count]) => (count === 0 ? [name] : []))
}

function counts(of: Readonly<Record<string, number>>): string {
  return Object.entries(of)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')
}
