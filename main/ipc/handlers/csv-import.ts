import Papa from 'papaparse'
import { err, ok } from '#shared/kernel/result'
import type { HandlersOf } from './handlers-of'

export interface CsvTemplatePorts {
  /** Asks the user where to; null where they would rather not. */
  chooseFile(suggestedName: string): Promise<string | null>
  /** Writes the file whole or not at all. Throws file system errors. */
  write(path: string, text: string): Promise<void>
  /** For the log: why the file could not be written. */
  notSaved(error: unknown): void
}

/** Excel takes a file without it for one in the computer's own code page. */
const BYTE_ORDER_MARK = '\uFEFF'

export function csvImportHandlers(ports: CsvTemplatePorts): HandlersOf<'csvImport'> {
  return {
    'csvImport.saveTemplate': async ({ fileName, delimiter, lines }) => {
      const path = await ports.chooseFile(`${fileName}.csv`)
      if (path === null) return ok({ saved: false })
      const text = Papa.unparse(lines, { delimiter, newline: '\r\n', escapeFormulae: true })
      try {
        await ports.write(path, `${BYTE_ORDER_MARK}${text}\r\n`)
        return ok({ saved: true })
      } catch (error) {
        ports.notSaved(error)
        return err({ code: 'csv.template_not_saved' })
      }
    },
  }
}
