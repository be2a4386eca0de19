import { ensurePackages } from './setup/packages.mjs'
import { runCommand, SetupError } from './setup/project.mjs'

// Reads [{kind,input}] from the file named and prints [{kind,output}] from the product's own rules.
await runCommand(async () => {
  const file = process.argv[2]
  if (file === undefined) throw new SetupError('usage: npm run vectors -- FILE')
  await ensurePackages()
  const { register } = await import('tsx/esm/api')
  register()
  const { runVectors } = await import('./vectors/run.ts')
  await runVectors(file)
})
