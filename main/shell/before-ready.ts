import { app } from 'electron'
import { declareAppScheme } from './app-protocol'
import { type CommandLine, parseCommandLine } from './command-line'

const WRONG_USAGE = 2

/**
 * What has to happen in the very first turn, before Electron is ready: the command line, the profile folder, the app's
 * scheme, the sandbox and the claim to be the only instance on this profile. Null where the app must not go on.
 */
export function prepareBeforeReady(): CommandLine | null {
  const commandLine = parseCommandLine(process.argv.slice(1), process.cwd())
  if (!commandLine.ok) {
    process.stderr.write(`${commandLine.error}\n`)
    app.exit(WRONG_USAGE)
    return null
  }
  if (commandLine.value.userDataDir !== undefined) app.setPath('userData', commandLine.value.userDataDir)
  declareAppScheme()
  // As root Chromium's sandbox cannot start its children; whoever passes --no-sandbox knows.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  // One copy of the data has one writer. The lock belongs to the profile folder, so it comes after the folder is set.
  if (!app.requestSingleInstanceLock()) {
    app.exit(0)
    return null
  }
  return commandLine.value
}
