import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const inProject = (path: string) => resolve(import.meta.dirname, path)

/**
 * The oldest Electron the app must run on (33) fixes the targets; electron-vite would take the newest it knows.
 * `dependencies` of package.json (libsql) stay outside the bundles, everything else is inside.
 */
const NODE = 'node20.18'
const CHROME = 'chrome130'

export default defineConfig({
  main: {
    build: {
      target: NODE,
      outDir: inProject('out/main'),
      rolldownOptions: {
        input: {
          index: inProject('main/index.ts'),
          bank: inProject('main/bank/utility.ts'),
          'derive-key': inProject('main/vault/derive-key-worker.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    build: {
      target: NODE,
      outDir: inProject('out/preload'),
      // A sandboxed preload can require nothing but Electron.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: inProject('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: inProject('renderer'),
    plugins: [react({ compiler: true })],
    build: {
      target: CHROME,
      outDir: inProject('out/renderer'),
      // electron-vite leaves the renderer as it is unless told.
      minify: true,
      sourcemap: false,
      rolldownOptions: { input: { index: inProject('renderer/index.html') } },
    },
  },
})
