import { app, Menu } from 'electron'
import type { Settings } from '#shared/contract/views'
import { type MenuItem, menuTemplate } from './menu'
import { menuWords } from './menu-words'

/** Sets the native menus in the user's language; called again when that changes. */
export function showApplicationMenu(language: Settings['language'], choose: (item: MenuItem) => void): void {
  const words = menuWords(language)
  const template = menuTemplate({ platform: process.platform, words, packaged: app.isPackaged, choose })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
