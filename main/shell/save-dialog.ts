import { join } from 'node:path'
import { app, type BrowserWindow, dialog } from 'electron'

/** Asks in the system's own dialog where to save a file; null where the user would rather not. */
export async function chooseFileToSave(window: BrowserWindow | null, suggestedName: string): Promise<string | null> {
  const options = {
    defaultPath: join(app.getPath('documents'), suggestedName),
    filters: [{ name: 'JSON', extensions: ['json'] }],
  }
  const answer = window === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options)
  return answer.canceled || answer.filePath === '' ? null : answer.filePath
}
