import { runNode } from './setup/child.mjs'
import { endWithNpm } from './setup/follow-npm.mjs'
import { ensurePackages } from './setup/packages.mjs'
import { inProject, runCommand } from './setup/project.mjs'

// Checks any bank against docs/protocol.md from outside; docs/how-to/check-a-bank.md says how.
await runCommand(async () => {
  endWithNpm()
  await ensurePackages()
  const args = process.argv.slice(2)
  if (args.includes('--prove')) return prove()
  const { register } = await import('tsx/esm/api')
  register()
  const { checkBank } = await import('../test/conformance/cli.ts')
  process.exitCode = await checkBank(args)
})

/** Runs the kit against backends with planted faults: each must be noticed. */
async function prove() {
  const vitest = inProject('node_modules', 'vitest', 'vitest.mjs')
  const env = { ...process.env, CONFORMANCE_FAULTS: 'all' }
  const { code } = await runNode(vitest, ['run', '--project', 'integration', 'test/integration/conformance'], {
    show: true,
    env,
  })
  process.exitCode = code === 0 ? 0 : 1
}
