const FIRST_MS = 1_000
const LONGEST_MS = 5 * 60_000

/**
 * How long to wait after `failures` failures in a row (1 is the first): full jitter below 1 s, 2 s, 4 s … 5 min, so that
 * many clients of a bank that comes back do not arrive together. `fraction` is from [0, 1).
 */
export function backoffMs(failures: number, fraction: number): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(Math.max(failures, 1) - 1, 20))
  return Math.round(ceiling * fraction)
}
