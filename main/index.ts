import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { app, type BrowserWindow, session as electronSession } from 'electron'
import { newId } from '#shared/kernel/ids'
import type { App, AppEnvironment } from './app'
import { createEventEmitter, type EmitEvent } from './ipc/events'
import { createSettingsService, type SettingsService } from './session/settings-service'
import { serveAppFiles } from './shell/app-protocol'
import { showApplicationMenu } from './shell/application-menu'
import { watchIdleness } from './shell/auto-lock'
import { prepareBeforeReady } from './shell/before-ready'
import type { CommandLine } from './shell/command-line'
import { watchConnectivity } from './shell/connectivity'
import { settleDeviceId } from './shell/device-mark'
import { failToStart, logFaults } from './shell/faults'
import { systemIdleMonitor } from './shell/idle-monitor'
import { receiveCalls, sendEvent } from './shell/ipc-channel'
import { type Log, openLog } from './shell/log-file'
import { applyTheme, openMainWindow } from './shell/main-window'
import type { MenuItem } from './shell/menu'
import { systemNetworkMonitor } from './shell/network-monitor'
import { openPreferences } from './shell/preferences-file'
import { chooseFileToSave } from './shell/save-dialog'
import { closeBeforeQuit } from './shell/shut-down'
import { guardContents, guardSession } from './shell/window-guards'

/**
 * The composition root of the main process. It opens the window before anything that is not needed to paint it: sign-in,
 * storage and synchronisation (`app.ts`) load while the page does, and calls of the window wait for them.
 */
const OUT = join(import.meta.dirname, '..')

const commandLine = prepareBeforeReady()
if (commandLine !== null) {
  const log = openLog({ userData: app.getPath('userData'), terminal: !app.isPackaged })
  logFaults(log)
  app
    .whenReady()
    .then(() => run(commandLine, log))
    .catch((error: unknown) => failToStart(log, error))
}

function run(options: CommandLine, log: Log): void {
  const userData = app.getPath('userData')
  const newDeviceId = (): string => newId({ nowMs: Date.now(), randomBytes })
  const warn = (event: string, detail?: unknown): void => log.warn(event, detail)
  const preferences = openPreferences({ folder: userData, newDeviceId, nowMs: Date.now, log: warn })
  settleDeviceId({ folder: userData, preferences, newDeviceId, log: warn })
  const systemLanguage = app.getLocale().startsWith('id') ? 'id' : 'en'
  const settings = createSettingsService(preferences, options.language ?? systemLanguage)
  const windows = createWindows({ preferences, log })
  const emit = createEventEmitter({
    send: (event, data) => sendEvent(windows.current(), event, data),
    logFault: (event, fault) => log.error(`event ${event} against the contract`, fault),
  })
  // The import settles in a later turn; calls of a window that is faster than that wait for it.
  const parts = import('./app').then(({ createApp }) =>
    createApp({
      userData,
      bankModulePath: join(OUT, 'main', 'bank.cjs'),
      keyThreadPath: join(OUT, 'main', 'derive-key.cjs'),
      bankUrl: options.bankUrl,
      preferences,
      settings,
      emit,
      log,
      version: app.getVersion(),
      chooseFile: (suggestedName) => chooseFileToSave(windows.current(), suggestedName),
    }),
  )
  parts.catch((error: unknown) => failToStart(log, error))
  const withParts = (use: (parts: App) => unknown): void => {
    parts.then(use).catch((error: unknown) => log.error('failed', error))
  }

  serveAppFiles(electronSession.defaultSession, join(OUT, 'renderer'))
  guardSession(electronSession.defaultSession)
  guardContents(app, (event, detail) => log.warn(event, detail))
  receiveCalls(windows.current, async (...message) => (await parts).route(...message))
  applyTheme(settings.get().theme, null)
  // The bundled bank's start would compete with the first paint for the processor.
  windows.open().once('show', () => withParts((ready) => ready.warmUp()))

  const lock = (): void => withParts(({ session }) => session.lock())
  followSettings(settings, windows, emit, lock)
  watchIdleness(systemIdleMonitor, () => settings.get().autoLockMinutes, lock)
  watchConnectivity(systemNetworkMonitor, {
    networkChanged: () => withParts(({ session }) => session.open()?.sync.networkChanged()),
    resumed: () => withParts(({ session }) => session.open()?.sync.resumed()),
  })
  closeBeforeQuit(async () => (await parts).close())
}

interface Windows {
  current(): BrowserWindow | null
  open(): BrowserWindow
}

/** One window; on macOS the app outlives it, elsewhere it ends with it. */
function createWindows({ preferences, log }: Pick<AppEnvironment, 'preferences' | 'log'>): Windows {
  let window: BrowserWindow | null = null
  const open = (): BrowserWindow => {
    const preloadPath = join(OUT, 'preload', 'index.cjs')
    const opened = openMainWindow({ preferences, preloadPath, developerTools: !app.isPackaged, log })
    opened.once('closed', () => {
      window = null
    })
    window = opened
    return opened
  }
  app.on('second-instance', () => {
    if (window?.isMinimized() === true) window.restore()
    window?.focus()
  })
  app.on('activate', () => {
    if (window === null) open()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  return { current: () => window, open }
}

/** Menus and theme are as the user chose, now and when that changes. */
function followSettings(settings: SettingsService, windows: Windows, emit: EmitEvent, lock: () => void): void {
  const choose = (item: MenuItem): void => (item === 'lock' ? lock() : emit('menu', { item }))
  showApplicationMenu(settings.get().language, choose)
  settings.onChange((changed) => {
    applyTheme(changed.theme, windows.current())
    showApplicationMenu(changed.language, choose)
    emit('settings', changed)
  })
}
