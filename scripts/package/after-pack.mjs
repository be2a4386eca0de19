import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'

/** The database library's folder by platform and electron-builder's number of the architecture (1 x64, 3 arm64). */
const DATABASE_LIBRARY = {
  linux: { 1: 'linux-x64-gnu', 3: 'linux-arm64-gnu' },
  win32: { 1: 'win32-x64-msvc', 3: 'win32-arm64-msvc' },
  darwin: { 1: 'darwin-x64', 3: 'darwin-arm64' },
}

/** Electron-builder's number for the universal build, whose two halves come through here first. */
const UNIVERSAL_HALF = /-(x64|arm64)-temp$/

/**
 * Closes what an attacker with access to the installed app could open: running it as plain Node, passing Node options,
 * attaching an inspector, or loading anything but the app's own checked archive.
 *
 * `BENDAHARA_TESTED_BUILD=1` leaves the inspector on, through which Playwright drives the app; such a build is not released.
 */
export default async function afterPack({ appOutDir, arch, electronPlatformName, packager }) {
  const name = packager.appInfo.productFilename
  const places = {
    darwin: [join(`${name}.app`, 'Contents', 'MacOS', name), join(`${name}.app`, 'Contents', 'Resources')],
    win32: [`${name}.exe`, 'resources'],
    linux: [packager.executableName, 'resources'],
  }
  const [executable, resources] = places[electronPlatformName]
  rmSync(join(appOutDir, resources, 'default_app.asar'), { force: true })
  requireDatabaseLibrary(join(appOutDir, resources), electronPlatformName, arch)
  // The halves must stay alike byte by byte for the merge; the merged app gets its fuses.
  if (UNIVERSAL_HALF.test(appOutDir)) return
  await flipFuses(join(appOutDir, executable), {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: electronPlatformName === 'darwin',
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: process.env.BENDAHARA_TESTED_BUILD === '1',
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  })
}

/**
 * An installer without the database library would install an app that cannot open anything. npm brings the library of the
 * computer that packages, so each target is made on its own kind; libsql 0.5.29 has none for Windows on arm64, whose users
 * run the x64 build.
 */
function requireDatabaseLibrary(resources, platform, arch) {
  const library = DATABASE_LIBRARY[platform][arch]
  if (library === undefined) return // the universal app, whose halves were looked at
  const folder = join(resources, 'app.asar.unpacked', 'node_modules', '@libsql', library)
  if (!existsSync(folder))
    throw new Error(`@libsql/${library} is not installed here, so this package could not open a database`)
}
