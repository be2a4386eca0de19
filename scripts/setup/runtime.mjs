import { existsSync } from 'node:fs'
import { ensureBuilt } from './build.mjs'
import { isHeadless } from './display.mjs'
import { projectRoot } from './project.mjs'
import { ensureSetUp } from './setup.mjs'

/**
 * How to launch the built app on this computer, after making sure that it is set up and built.
 * The caller adds the app's own arguments (`--user-data-dir=…`) and, on a headless computer, brings a display.
 * @returns {Promise<{ executable: string, args: string[] }>}
 */
export async function resolveRuntime() {
  const electron = await ensureSetUp()
  await ensureBuilt()
  return { executable: electron.executable, args: [projectRoot, ...platformFlags()] }
}

/** Chromium's flags for where it runs, none for a usual desktop. */
export function platformFlags() {
  if (process.platform !== 'linux') return []
  const asRoot = process.getuid?.() === 0
  const withoutGraphics = isHeadless() || !existsSync('/dev/dri')
  return [...(asRoot ? ['--no-sandbox'] : []), ...(withoutGraphics ? ['--disable-gpu'] : [])]
}
