import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { extractFile, listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const APP = join(ROOT, 'dist', 'linux-unpacked')
const ARCHIVE = join(APP, 'resources', 'app.asar')

/**
 * Two users' first copies come to their end; each is killed in the next round, when the bank has decided the first commands and
 * when the first piece of a file is on its way.
 */
const CRASH_SEED = '25903'
/** What `npm run crash -- --json` says of its run. */
const CrashReport = z.object({
  rounds: z.int(),
  calms: z.int(),
  accepted: z.int(),
  settled: z.int(),
  refused: z.int(),
  cancelled: z.int(),
  filesGiven: z.int(),
  filesFoundAfterKill: z.int(),
  violations: z.int(),
  failures: z.array(z.unknown()),
})

/** How a fuse reads back from the executable: the characters 0 and 1. */
const OFF = 48
const ON = 49

/** Where users' machines are: what ships is looked at, not what was meant to ship. Only Linux packages are made here. */
describe.runIf(process.platform === 'linux')('the packaged app', () => {
  beforeAll(async () => {
    await promisify(execFile)(process.execPath, [join(ROOT, 'scripts', 'package.mjs')], { cwd: ROOT })
  }, 180_000)

  it('is closed to everything but its own checked archive', async () => {
    const fuses = await getCurrentFuseWire(join(APP, 'bendahara'))
    const state = (option: FuseV1Options) => fuses[option]
    expect({
      runAsNode: state(FuseV1Options.RunAsNode),
      nodeOptions: state(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspector: state(FuseV1Options.EnableNodeCliInspectArguments),
      cookies: state(FuseV1Options.EnableCookieEncryption),
      integrity: state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: state(FuseV1Options.OnlyLoadAppFromAsar),
    }).toEqual({
      runAsNode: OFF,
      nodeOptions: OFF,
      inspector: OFF,
      cookies: ON,
      integrity: ON,
      onlyAsar: ON,
    })
    expect(existsSync(join(APP, 'resources', 'default_app.asar'))).toBe(false)
  })

  it('carries the built app and its one native library, and no sources, maps or tests', () => {
    const files = listPackage(ARCHIVE, { isPack: false }).map((path) => path.replaceAll('\\', '/'))
    for (const needed of [
      '/out/main/index.cjs',
      '/out/main/bank.cjs',
      '/out/main/derive-key.cjs',
      '/out/preload/index.cjs',
      '/out/renderer/index.html',
    ])
      expect(files).toContain(needed)
    expect(files.filter((path) => /\.(map|tsx?)$/.test(path) && !path.startsWith('/node_modules/'))).toEqual([])
    expect(files.filter((path) => /^\/(main|renderer|shared|test|scripts|docs)\//.test(path))).toEqual([])
    const native = readdirSync(`${ARCHIVE}.unpacked`, { recursive: true })
      .map(String)
      .filter((path) => path.endsWith('.node'))
    expect(native).toHaveLength(1)
    expect(native[0]).not.toContain('musl')
  })

  it('names no place of the machine that built it', () => {
    for (const file of [
      'out/main/index.cjs',
      'out/main/bank.cjs',
      'out/main/derive-key.cjs',
      'out/preload/index.cjs',
    ]) {
      expect(extractFile(ARCHIVE, file).includes(ROOT), file).toBe(false)
    }
  })

  it('keeps what it promised when it is killed', async () => {
    const run = join(ROOT, 'scripts', 'crash.mjs')
    const args = [run, '--rounds', '4', '--seed', CRASH_SEED, '--package', APP, '--json']
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT })
    const report = CrashReport.parse(JSON.parse(stdout))
    expect(report).toMatchObject({ rounds: 4, calms: 1, violations: 0, failures: [] })
    expect(report.accepted).toBeGreaterThan(0)
    expect(report.filesGiven + report.filesFoundAfterKill).toBeGreaterThan(0)
    expect(report.settled + report.refused + report.cancelled).toBeGreaterThanOrEqual(report.accepted)
  }, 300_000)
})
