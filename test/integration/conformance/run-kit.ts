import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

const Report = z.object({
  pass: z.number(),
  fail: z.number(),
  notApplicable: z.number(),
  checks: z.array(z.looseObject({ area: z.string(), check: z.string(), result: z.string() })),
})

export interface KitRun {
  readonly code: number | null
  readonly stderr: string
  /** What `--json` printed. */
  readonly report: z.infer<typeof Report> | undefined
}

/** Runs `npm run conformance` as a person would. */
export function runKit(...args: readonly string[]): Promise<KitRun> {
  // Vitest tells its own children by these that they are its workers.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_OPTIONS$)/.test(name)),
  )
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(ROOT, 'scripts', 'conformance.mjs'), ...args],
      { cwd: ROOT, env, maxBuffer: 64 * 1024 * 1024 },
      (_error, stdout, stderr) => {
        const report = args.includes('--json') && stdout !== '' ? Report.parse(JSON.parse(stdout)) : undefined
        resolve({ code: child.exitCode, stderr, report })
      },
    )
  })
}
