import { app } from 'electron'

/** A quit that takes longer than this goes on without us: everything that matters is on disk already. */
const LIMIT_MS = 5_000

/** Lets `closeEverything` finish before the app ends, once, however it was asked to quit. */
export function closeBeforeQuit(closeEverything: () => Promise<void>): void {
  let state: 'running' | 'closing' | 'closed' = 'running'
  app.on('will-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'closing') return
    state = 'closing'
    const limit = new Promise<void>((resolve) => setTimeout(resolve, LIMIT_MS))
    void Promise.race([closeEverything().catch(() => undefined), limit]).then(() => {
      state = 'closed'
      // In a later turn: Electron ignores a quit that comes while it is still being told that this one is prevented.
      setImmediate(() => app.quit())
    })
  })
}
