import { runNode } from '../setup/child.mjs'
import { inProject } from '../setup/project.mjs'

const tool = (...path) => inProject('node_modules', ...path)
const typeCheck = (project, what) => ({
  name: `types of ${what}`,
  run: () => runNode(tool('typescript', 'bin', 'tsc6'), ['-p', project, '--pretty', 'false']),
})

/** Each check is one test in `npm test`: a name, and a run whose code 0 is a pass. */
export const checks = [
  {
    name: 'style',
    run: () => runNode(tool('@biomejs', 'biome', 'bin', 'biome'), ['check', '.']),
  },
  typeCheck('tsconfig.shared.json', 'shared'),
  typeCheck('tsconfig.node.json', 'main, preload, scripts, test'),
  typeCheck('tsconfig.web.json', 'renderer'),
  typeCheck('tsconfig.e2e.json', 'journeys and tour'),
  { name: 'layers', run: checkLayers },
  { name: 'dead code', run: () => runNode(tool('knip', 'bin', 'knip.js'), ['--no-progress']) },
]

/**
 * dependency-cruiser passes when it reads nothing, which is what it does with a compiler it does not know.
 */
async function checkLayers() {
  const result = await runNode(tool('dependency-cruiser', 'bin', 'dependency-cruise.mjs'), [
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'err-long',
    'main',
    'preload',
    'renderer',
    'shared',
  ])
  const cruised = Number(/\((\d+) modules?,/.exec(result.output)?.[1] ?? 0)
  if (result.code === 0 && cruised === 0) {
    return { code: 1, output: `dependency-cruiser read no modules, so it checked nothing:\n${result.output}` }
  }
  return result
}

/**
 * Runs the checks side by side and shows what the failing ones said.
 * @param {(line: string) => void} show
 * @returns {Promise<{ passed: number, failed: number, skipped: number }>}
 */
export async function runChecks(show) {
  const results = await Promise.all(checks.map(async (check) => ({ name: check.name, ...(await check.run()) })))
  for (const { name, code, output } of results) {
    show(`${code === 0 ? '✓' : '✗'} ${name}`)
    if (code !== 0) show(output.trimEnd())
  }
  const failed = results.filter(({ code }) => code !== 0).length
  return { passed: results.length - failed, failed, skipped: 0 }
}
