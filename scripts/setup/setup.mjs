import { ensureElectron } from './electron.mjs'
import { ensurePackages } from './packages.mjs'
import { ensureSystemLibraries } from './system-libraries.mjs'

/**
 * Makes this clone runnable: packages, Electron, system libraries. Silent and quick when nothing is to be done.
 * @returns {Promise<import('./electron.mjs').ElectronRuntime>}
 */
export async function ensureSetUp({ retryElectron = process.argv.includes('--retry-electron') } = {}) {
  await ensurePackages()
  const electron = await ensureElectron({ retry: retryElectron })
  await ensureSystemLibraries(electron.executable)
  return electron
}
