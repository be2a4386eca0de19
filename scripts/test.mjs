import { runChecks } from './lint/checks.mjs'
import { ensureBuilt } from './setup/build.mjs'
import { runCommand, SetupError, say } from './setup/project.mjs'
import { ensureSetUp } from './setup/setup.mjs'
import { runPlaywright, runVitest } from './test/runners.mjs'

// Everything that is fast enough to run before each push. A failing part does not stop the later ones.
await runCommand(async () => {
  await ensureSetUp()
  const parts = [
    ['Checks', () => runChecks(say)],
    ['Build', build],
    ['Unit and integration tests', runVitest],
    ['End-to-end tests', runPlaywright],
  ]
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const [title, runPart] of parts) {
    say(`\n${title}`)
    const totals = await runPart()
    for (const key of Object.keys(total)) total[key] += totals[key]
  }
  process.exitCode = total.failed === 0 ? 0 : 1
  process.stdout.write(`\ntests: ${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`)
})

async function build() {
  try {
    await ensureBuilt()
    return { passed: 1, failed: 0, skipped: 0 }
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
    return { passed: 0, failed: 1, skipped: 0 }
  }
}
