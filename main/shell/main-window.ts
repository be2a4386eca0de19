import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { PreferenceStore, WindowPlace } from '#main/session/preferences'
import type { Settings } from '#shared/contract/views'
import { START_PAGE } from './app-files'
import type { Log } from './log-file'
import { initialPlace, MINIMUM_SIZE } from './window-place'

export interface MainWindowPorts {
  readonly preferences: PreferenceStore
  readonly preloadPath: string
  readonly developerTools: boolean
  readonly log: Log
}

/** The page's own backgrounds, so that nothing flashes before the first paint. */
const BACKGROUND = { light: '#f8f9fa', dark: '#1a1b1e' } as const
/** A page that crashes again this soon would only crash for ever. */
const CRASH_LOOP_MS = 10_000
const SAVE_PLACE_AFTER_MS = 400

/** Opens the app's one window, hidden until its first paint. */
export function openMainWindow(ports: MainWindowPorts): BrowserWindow {
  const saved = ports.preferences.read().window
  const areas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((display) => display.workArea)
  const { position, width, height } = initialPlace(saved, areas)
  const window = new BrowserWindow({
    width,
    height,
    ...position,
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    show: false,
    title: 'Bendahara',
    backgroundColor: BACKGROUND[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
    webPreferences: {
      preload: ports.preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: ports.developerTools,
    },
  })
  window.once('ready-to-show', () => {
    if (saved?.maximized === true) window.maximize()
    window.show()
  })
  rememberPlace(window, ports.preferences)
  reviveAfterCrash(window, ports.log)
  void window.loadURL(START_PAGE)
  return window
}

/** Follows the theme the user chose; the window's background with it. */
export function applyTheme(theme: Settings['theme'], window: BrowserWindow | null): void {
  nativeTheme.themeSource = theme
  window?.setBackgroundColor(BACKGROUND[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'])
}

function rememberPlace(window: BrowserWindow, preferences: PreferenceStore): void {
  let timer: NodeJS.Timeout | undefined
  const save = () => {
    clearTimeout(timer)
    if (!window.isDestroyed() && !window.isMinimized() && !window.isFullScreen()) {
      preferences.update({ window: placeOf(window) })
    }
  }
  const saveSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(save, SAVE_PLACE_AFTER_MS)
  }
  window.on('resize', saveSoon)
  window.on('move', saveSoon)
  window.on('maximize', saveSoon)
  window.on('unmaximize', saveSoon)
  window.on('close', save)
}

function placeOf(window: BrowserWindow): WindowPlace {
  return { ...window.getNormalBounds(), maximized: window.isMaximized() }
}

function reviveAfterCrash(window: BrowserWindow, log: Log): void {
  let lastCrash = Number.NEGATIVE_INFINITY
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    log.error('window crashed', { reason, exitCode })
    const since = performance.now() - lastCrash
    lastCrash = performance.now()
    if (window.isDestroyed()) return
    if (since < CRASH_LOOP_MS) window.destroy()
    else window.webContents.reload()
  })
}
