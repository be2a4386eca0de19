import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'

/** Electron-builder's number for the universal build, whose two halves come through here first. */
const UNIVERSAL_HALF = /-(x64|arm64)-temp$/

/**
 * Closes what an attacker with access to the installed app could open: running it as plain Node, passing Node options,
 * attaching an inspector, or loading anything but the app's own checked archive.
 *
 * `BENDAHARA_TESTED_BUILD=1` leaves the inspector on, through which Playwright drives the app; such a build is not released.
 */
export default async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const name = packager.appInfo.productFilename
  const places = {
    darwin: [join(`${name}.app`, 'Contents', 'MacOS', name), join(`${name}.app`, 'Contents', 'Resources')],
    win32: [`${name}.exe`, 'resources'],
    linux: [packager.executableName, 'resources'],
  }
  const [executable, resources] = places[electronPlatformName]
  rmSync(join(appOutDir, resources, 'default_app.asar'), { force: true })
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
