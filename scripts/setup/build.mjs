import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runNode } from './child.mjs'
import { withLock } from './lock.mjs'
import { inProject, SetupError, say } from './project.mjs'

/** Everything that ends up in `out/`. */
const SOURCES = [
  'main',
  'preload',
  'renderer',
  'shared',
  'assets',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
]
const OUTPUTS = ['out/main/index.cjs', 'out/main/bank.cjs', 'out/preload/index.cjs', 'out/renderer/index.html']

const stampFile = () => inProject('out', '.stamp')

/** Builds the app into `out/` when a source changed since the last build made here. */
export async function ensureBuilt() {
  if (isFresh()) return
  await withLock('build', async () => {
    if (isFresh()) return
    const sources = digestSources()
    const started = Date.now()
    rmSync(stampFile(), { force: true })
    const { code, output } = await runNode(inProject('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), [
      'build',
    ])
    const missing = OUTPUTS.filter((path) => !exists(inProject(path)))
    if (code !== 0) throw new SetupError(`The build failed:\n${output}`)
    if (missing.length > 0) throw new SetupError(`The build made no ${missing.join(', ')}:\n${output}`)
    mkdirSync(inProject('out'), { recursive: true })
    writeFileSync(stampFile(), sources)
    say(`Built the app in ${((Date.now() - started) / 1000).toFixed(1)} s.`)
  })
}

/** Makes the next `ensureBuilt` build again: for whoever writes something else into `out/`. */
export const forgetBuild = () => rmSync(stampFile(), { force: true })

function isFresh() {
  try {
    return OUTPUTS.every((path) => exists(inProject(path))) && readFileSync(stampFile(), 'utf8') === digestSources()
  } catch (error) {
    if (error.code === 'ENOENT') return false
    throw error
  }
}

const exists = (path) => statSync(path, { throwIfNoEntry: false }) !== undefined

/** Contents, not times: a checkout that changes nothing must not cost a build. */
function digestSources() {
  const hash = createHash('sha256')
  const add = (path) => {
    const stats = statSync(inProject(path), { throwIfNoEntry: false })
    if (stats === undefined) return
    if (stats.isDirectory()) {
      for (const entry of readdirSync(inProject(path)).sort()) add(join(path, entry))
    } else {
      hash.update(`${path}\0${stats.size}\0`).update(readFileSync(inProject(path)))
    }
  }
  SOURCES.forEach(add)
  return hash.digest('hex')
}
