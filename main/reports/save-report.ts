import type { AppProblem } from '#shared/contract/views'
import { err, ok, type Result } from '#shared/kernel/result'
import type { ReportLanguage } from './table-shape'

/** What saving needs of the world; app.ts makes it once for every export. */
export interface ReportPorts {
  nowMs(): number
  language(): ReportLanguage
  /** Asks the user where to; null where they would rather not. */
  chooseFile(suggestedName: string): Promise<string | null>
  /** Writes the file whole or not at all. Throws file system errors, and what the content throws. */
  write(path: string, content: AsyncIterable<Uint8Array>): Promise<void>
  /** For the log: why the file could not be written. */
  notSaved(error: unknown): void
}

export interface ReportFile {
  /** With its extension, by which the dialog offers a file type: `accounts-2026-07-10.csv`. */
  readonly suggestedName: string
  /** Asked for once the user has said where to. */
  content(): AsyncIterable<Uint8Array>
}

/** Thrown by content that cannot go on: the file is not written and the problem is the answer. */
export class ReportInterrupted extends Error {
  constructor(readonly problem: AppProblem) {
    super(problem.code)
  }
}

/**
 * Asks the user where to and writes the file there; `saved: false` where they would rather not. An older file of that name
 * is replaced at the end, at once. Errors: `report.not_saved`, and those of `ReportInterrupted`.
 */
export async function saveReport(
  ports: Pick<ReportPorts, 'chooseFile' | 'write' | 'notSaved'>,
  file: ReportFile,
): Promise<Result<{ saved: boolean }, AppProblem>> {
  const path = await ports.chooseFile(file.suggestedName)
  if (path === null) return ok({ saved: false })
  try {
    await ports.write(path, file.content())
    return ok({ saved: true })
  } catch (error) {
    if (error instanceof ReportInterrupted) return err(error.problem)
    ports.notSaved(error)
    return err({ code: 'report.not_saved' })
  }
}
