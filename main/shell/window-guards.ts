import { type App, type Session, shell } from 'electron'
import { START_PAGE } from './app-files'
import { externalLink } from './external-links'

/** Refuses whatever a page could ask that this app never needs: other pages, windows, webviews, permissions, downloads. */
export function guardContents(app: App, log: (event: string, detail: string) => void): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (details) => {
      if (details.url.split('#')[0] === START_PAGE) return
      details.preventDefault()
      log('navigation refused', describe(details.url))
    })
    contents.on('will-redirect', (details) => details.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      const link = externalLink(url)
      if (link === undefined) log('window refused', describe(url))
      else void shell.openExternal(link)
      return { action: 'deny' }
    })
  })
}

/** Denies every permission and device, and downloads: the app saves files through its own dialogs. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
}

/** Where a link wanted to go, without what it may carry after the host. */
function describe(url: string): string {
  if (!URL.canParse(url)) return 'not a URL'
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}
