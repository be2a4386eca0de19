import type { MenuItemConstructorOptions } from 'electron'
import type { IpcEventData } from '#shared/contract/ipc'
import type { MenuWords } from './menu-words'

export type MenuItem = IpcEventData<'menu'>['item']

export interface MenuContext {
  readonly platform: NodeJS.Platform
  readonly words: MenuWords
  /** Reload and developer tools exist only where the app runs from source. */
  readonly packaged: boolean
  choose(item: MenuItem): void
}

type Items = MenuItemConstructorOptions[]
const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' }

/** The native menus as each platform lays them out. Labels are ours, because Electron's roles speak English only. */
export function menuTemplate(context: MenuContext): Items {
  const mac = context.platform === 'darwin'
  return [
    ...(mac ? [appMenu(context)] : []),
    fileMenu(context, mac),
    editMenu(context),
    viewMenu(context),
    ...(mac ? [windowMenu(context)] : []),
    helpMenu(context, mac),
  ]
}

function appMenu(context: MenuContext): MenuItemConstructorOptions {
  const { words } = context
  return {
    label: 'Bendahara',
    submenu: [
      item(context, 'about'),
      SEPARATOR,
      item(context, 'settings', 'CmdOrCtrl+,'),
      item(context, 'lock', 'CmdOrCtrl+L'),
      SEPARATOR,
      { role: 'services', label: words.services },
      SEPARATOR,
      { role: 'hide', label: words.hide },
      { role: 'hideOthers', label: words.hideOthers },
      { role: 'unhide', label: words.unhide },
      SEPARATOR,
      { role: 'quit', label: words.quit },
    ],
  }
}

function fileMenu(context: MenuContext, mac: boolean): MenuItemConstructorOptions {
  const { words } = context
  const ending: Items = mac
    ? [{ role: 'close', label: words.close }]
    : [
        item(context, 'settings', 'CmdOrCtrl+,'),
        item(context, 'lock', 'CmdOrCtrl+L'),
        SEPARATOR,
        { role: 'quit', label: words.exit },
      ]
  return { label: words.file, submenu: [item(context, 'new', 'CmdOrCtrl+N'), SEPARATOR, ...ending] }
}

function editMenu(context: MenuContext): MenuItemConstructorOptions {
  const { words } = context
  return {
    label: words.edit,
    submenu: [
      { role: 'undo', label: words.undo },
      { role: 'redo', label: words.redo },
      SEPARATOR,
      { role: 'cut', label: words.cut },
      { role: 'copy', label: words.copy },
      { role: 'paste', label: words.paste },
      { role: 'selectAll', label: words.selectAll },
      SEPARATOR,
      item(context, 'search', 'CmdOrCtrl+F'),
    ],
  }
}

function viewMenu(context: MenuContext): MenuItemConstructorOptions {
  const { words, packaged } = context
  const forDevelopers: Items = [
    SEPARATOR,
    { role: 'reload', label: words.reload },
    { role: 'toggleDevTools', label: words.developerTools },
  ]
  return {
    label: words.view,
    submenu: [
      item(context, 'palette', 'CmdOrCtrl+K'),
      SEPARATOR,
      item(context, 'accounts', 'CmdOrCtrl+1'),
      item(context, 'sync', 'CmdOrCtrl+2'),
      SEPARATOR,
      { role: 'resetZoom', label: words.resetZoom },
      { role: 'zoomIn', label: words.zoomIn },
      { role: 'zoomOut', label: words.zoomOut },
      { role: 'togglefullscreen', label: words.fullScreen },
      ...(packaged ? [] : forDevelopers),
    ],
  }
}

function windowMenu({ words }: MenuContext): MenuItemConstructorOptions {
  return {
    label: words.window,
    submenu: [
      { role: 'minimize', label: words.minimize },
      { role: 'zoom', label: words.zoom },
      SEPARATOR,
      { role: 'front', label: words.front },
    ],
  }
}

function helpMenu(context: MenuContext, mac: boolean): MenuItemConstructorOptions {
  const { words } = context
  // macOS has About in the app's menu; its Help menu still needs a place for the system's search field.
  return { role: 'help', label: words.help, submenu: mac ? [item(context, 'sync')] : [item(context, 'about')] }
}

function item(context: MenuContext, name: MenuItem, accelerator?: string): MenuItemConstructorOptions {
  const label = name === 'search' ? context.words.find : context.words[name]
  return { id: name, label, click: () => context.choose(name), ...(accelerator !== undefined && { accelerator }) }
}
