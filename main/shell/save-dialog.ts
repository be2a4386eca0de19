import { extname, join } from 'node:path'
import { app, type BrowserWindow, dialog } from 'electron'

/** What the dialog calls each type of file that the app writes. */
const FILE_TYPES: Readonly<Record<string, string>> = {
  json: 'JSON',
  csv: 'CSV',
  xlsx: 'Excel',
  pdf: 'PDF',
  png: 'PNG',
  sta: 'SWIFT MT940',
  xml: 'XML',
}

/** Asks in the system's own dialog where to save a file; null where the user would rather not. */
export async function chooseFileToSave(window: BrowserWindow | null, suggestedName: string): Promise<string | null> {
  const extension = extname(suggestedName).slice(1)
  const options = {
    defaultPath: join(app.getPath('documents'), suggestedName),
    filters: [{ name: FILE_TYPES[extension] ?? extension.toUpperCase(), extensions: [extension] }],
  }
  const answer = window === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options)
  return answer.canceled || answer.filePath === '' ? null : answer.filePath
}
