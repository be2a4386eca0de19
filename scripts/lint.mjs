import { runChecks } from './lint/checks.mjs'
import { ensurePackages } from './setup/packages.mjs'
import { runCommand } from './setup/project.mjs'

// Checks style, types, layers and dead code.
await runCommand(async () => {
  await ensurePackages()
  const { passed, failed } = await runChecks((line) => process.stdout.write(`${line}\n`))
  process.stdout.write(
    failed === 0 ? `lint: ${passed} checks passed\n` : `lint: ${failed} of ${passed + failed} checks failed\n`,
  )
  process.exitCode = failed === 0 ? 0 : 1
})
