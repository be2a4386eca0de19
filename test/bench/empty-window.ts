import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from '@playwright/test'
import { resolveRuntime } from '../../scripts/setup/runtime.mjs'
import { quantile, stopwatch } from './measured'
import { proportionalMemory } from './memory'

const STARTS = 3
const MAIN = `const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 720 }).loadURL('data:text/html,<title>Empty</title>'))
`

export interface EmptyWindow {
  /** Milliseconds from the launch to the loaded page. */
  readonly startMs: number
  /** What its processes take, in MiB; undefined where the system does not say. */
  readonly memory: number | undefined
}

/** The same runtime with nothing in its window, started as the app is: what no Electron app can do without. */
export async function measureEmptyWindow(): Promise<EmptyWindow> {
  const folder = mkdtempSync(join(tmpdir(), 'bendahara-empty-'))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'empty', main: 'main.cjs' }))
  writeFileSync(join(folder, 'main.cjs'), MAIN)
  const { executable, args } = await resolveRuntime()
  const starts: number[] = []
  let memory: number | undefined
  try {
    for (let start = 0; start < STARTS; start += 1) {
      const starting = stopwatch()
      const empty = await _electron.launch({
        executablePath: executable,
        // The first argument is the app's own folder.
        args: [folder, ...args.slice(1), `--user-data-dir=${join(folder, 'profile')}`],
      })
      const window = await empty.firstWindow()
      await window.waitForLoadState()
      starts.push(starting())
      memory = await proportionalMemory(empty)
      await empty.close()
    }
    return { startMs: quantile(starts, 0.5), memory }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
