/** One figure, or the spread of several, in `unit`; beside its reference of the same run and its goal where there are any. */
export interface Measured {
  readonly what: string
  readonly unit:
    | 'ms'
    | 's'
    | 'MiB'
    | `of ${number} frames`
    | 'documents/s'
    | 'commands/s'
    | 'commits/s'
    | 'bytes'
    | '× reference'
  /** What the figure is held against, in words. */
  readonly goal?: string
  readonly verdict?: 'met' | 'missed'
  readonly [figure: string]: number | string | undefined
}

export interface BenchScale {
  readonly documents: number
  /** How often each is measured. */
  readonly runs: number
}

/** Two digits behind the point are enough for a ratio, one for milliseconds. */
export const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits))

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0
}

/** Median, and the lowest and highest beside it. */
export function overRuns(values: readonly number[], digits = 0): { median: number; lowest: number; highest: number } {
  const at = (share: number) => rounded(quantile(values, share), digits)
  return { median: at(0.5), lowest: at(0), highest: at(1) }
}

/** Milliseconds of many single events. */
export function spread(what: string, times: readonly number[]): Measured {
  const at = (share: number) => rounded(quantile(times, share), 2)
  return { what, unit: 'ms', p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}

export function atLeast(goal: number, value: number, words: string): { goal: string; verdict: 'met' | 'missed' } {
  return { goal: `≥ ${goal} ${words}`, verdict: value >= goal ? 'met' : 'missed' }
}

export function atMost(goal: number, value: number, words: string): { goal: string; verdict: 'met' | 'missed' } {
  return { goal: `≤ ${goal} ${words}`, verdict: value <= goal ? 'met' : 'missed' }
}

export function stopwatch(): () => number {
  const since = performance.now()
  return () => performance.now() - since
}
