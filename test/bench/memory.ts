import { readFileSync } from 'node:fs'
import type { ElectronApplication } from '@playwright/test'

/**
 * What all processes of an app take, in MiB, pages that they share counted once in all (PSS). Undefined where the system
 * does not tell, as only Linux does.
 */
export async function proportionalMemory(app: ElectronApplication): Promise<number | undefined> {
  const processes = await app.evaluate(({ app: electron }) => electron.getAppMetrics().map(({ pid }) => pid))
  try {
    const kibibytes = processes.map((pid) =>
      Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]),
    )
    return Math.round(kibibytes.reduce((sum, each) => sum + each, 0) / 1024)
  } catch {
    return undefined
  }
}
