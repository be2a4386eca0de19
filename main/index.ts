import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { app, type BrowserWindow, session as electronSession } from 'electron'
import { newId } from '#shared/kernel/ids'
import type { App, AppEnvironment } from './app'
import { createEventEmitter } from './ipc/events'
import { createSettingsService } from './session/settings-service'
import { serveAppFiles } from './shell/app-protocol'
import { showApplicationMenu } from './shell/application-menu'
import { watchIdleness } from './shell/auto-lock'
import { prepareBeforeReady } from './shell/before-ready'
import type { CommandLine } from './shell/command-line'
import { watchConnectivity } from './shell/connectivity'
import { failToStart, logFaults } from './shell/faults'
import { systemIdleMonitor } from './shell/idle-monitor'
import { receiveCalls, sendEvent } from './shell/ipc-channel'
import { type Log, openLog } from './shell/log-file'
import { applyTheme, openMainWindow } from './shell/main-window'
import { openPreferences } from './shell/preferences-file'
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
  const preferences = openPreferences({
    folder: userData,
    newDeviceId: () => newId({ nowMs: Date.now(), randomBytes }),
    nowMs: Date.now,
    log: (event, detail) => log.warn(event, detail),
  })
  const fallbackLanguage = options.language ?? (app.getLocale().startsWith('id') ? 'id' : 'en')
  const settings = createSettingsService(preferences, fallbackLanguage)

  let window: BrowserWindow | null = null
  const emit = createEventEmitter({
    send: (event, data) => sendEvent(window, event, data),
    logFault: (event, fault) => log.error(`event ${event} against the contract`, fault),
  })
  const openWindow = (): BrowserWindow => {
    const opened = openMainWindow({
      preferences,
      preloadPath: join(OUT, 'preload', 'index.cjs'),
      developerTools: !app.isPackaged,
      log,
    })
    opened.once('closed', () => {
      window = null
    })
    window = opened
    return opened
  }

  serveAppFiles(electronSession.defaultSession, join(OUT, 'renderer'))
  guardSession(electronSession.defaultSession)
  guardContents(app, (event, detail) => log.warn(event, detail))
  applyTheme(settings.get().theme, null)

  const environment: AppEnvironment = {
    userData,
    bankModulePath: join(OUT, 'main', 'bank.cjs'),
    bankUrl: options.bankUrl,
    preferences,
    settings,
    emit,
    log,
    version: app.getVersion(),
  }
  // The import settles in a later turn; the calls of a window that is faster than that wait here.
  const parts = import('./app').then(({ createApp }) => createApp(environment))
  parts.catch((error: unknown) => failToStart(log, error))
  const withParts = (use: (parts: App) => unknown): void => {
    parts.then(use).catch((error: unknown) => log.error('failed', error))
  }
  receiveCalls(
    () => window,
    async (...message) => (await parts).route(...message),
  )
  const first = openWindow()
  // The bundled bank's start would compete with the first paint for the processor.
  first.once('show', () => withParts((app) => app.warmUp()))

  const lock = (): void => withParts(({ session }) => session.lock())
  const showMenu = (): void =>
    showApplicationMenu(settings.get().language, (item) => (item === 'lock' ? lock() : emit('menu', { item })))
  showMenu()
  settings.onChange((changed) => {
    applyTheme(changed.theme, window)
    showMenu()
    emit('settings', changed)
  })
  watchIdleness(systemIdleMonitor, () => settings.get().autoLockMinutes, lock)
  watchConnectivity({
    networkChanged: () => withParts(({ session }) => session.open()?.sync.networkChanged()),
    resumed: () => withParts(({ session }) => session.open()?.sync.resumed()),
  })

  app.on('second-instance', () => {
    if (window?.isMinimized() === true) window.restore()
    window?.focus()
  })
  app.on('activate', () => {
    if (window === null) openWindow()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  closeBeforeQuit(async () => (await parts).close())
}
