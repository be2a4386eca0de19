import type { StatementReceipts } from '#shared/contract/reconciliation-views'
import type { StatementFormat } from '#shared/contract/report-views'
import type { AppProblem } from '#shared/contract/views'
import type { Statement } from '#shared/domain/accounts/statement'
import { ok, type Result } from '#shared/kernel/result'
import { reportWords } from '../report-words'
import type { ReportFile } from '../save-report'
import { type ReportLanguage, tableBytes } from '../table-report'
import { type Camt053Parties, camt053 } from './camt053'
import { mt940 } from './mt940'
import { statementTable } from './statement-table'

const EXTENSIONS: Readonly<Record<StatementFormat, string>> = {
  csv: 'csv',
  xlsx: 'xlsx',
  pdf: 'pdf',
  mt940: 'sta',
  camt053: 'xml',
}

/** What a file says beside the statement; marks of reconciliation are for people, so the bank formats carry none. */
interface StatementParts extends Camt053Parties {
  readonly receipts: StatementReceipts
}

/** A statement in one of its formats, ready to be saved. Errors: those of `mt940`. */
export function statementFile(
  statement: Statement,
  format: StatementFormat,
  language: ReportLanguage,
  parts: StatementParts,
): Result<ReportFile, AppProblem> {
  const content = contentOf(statement, format, language, parts)
  if (!content.ok) return content
  const { account, period } = statement
  const name = [reportWords(language).statement.file, account.number.replace(/\W/g, ''), period.from, period.to]
  return ok({ suggestedName: `${name.join('-')}.${EXTENSIONS[format]}`, content: content.value })
}

function contentOf(
  statement: Statement,
  format: StatementFormat,
  language: ReportLanguage,
  parts: StatementParts,
): Result<ReportFile['content'], AppProblem> {
  if (format === 'camt053') return ok(() => whole(camt053(statement, parts)))
  if (format === 'mt940') {
    const message = mt940(statement)
    return message.ok ? ok(() => whole(message.value)) : message
  }
  return ok(() => tableBytes(statementTable(statement, parts, language), format, language))
}

async function* whole(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}
