import type { SCHEMES } from '#shared/domain/documents'
import { isCurrency, minorDigits } from '#shared/kernel/money'
import type { CsvFault, CsvValues } from '../../../components/csv-import'

/** What a file can say of a new sub-account, in the order of its columns. */
export const IMPORT_KEYS = [
  'number',
  'name',
  'parent',
  'scheme',
  'debitPerTransaction',
  'debitDaily',
  'creditPerTransaction',
  'creditDaily',
  'reference',
] as const
export type ImportKey = (typeof IMPORT_KEYS)[number]
export type ImportValues = CsvValues<ImportKey>

/** A row as `subAccount.createMany` takes it. */
export interface ImportedRow {
  readonly rowId: string
  readonly id: string
  readonly parentId: string
  readonly name: string
  /** As it was typed where it is no scheme, for the rule to name it. */
  readonly scheme: string
  readonly body?: string
  readonly limits?: { readonly debit?: LimitTexts; readonly credit?: LimitTexts }
  readonly externalRef?: string
}
interface LimitTexts {
  readonly perTransaction?: string
  readonly daily?: string
}

/** Schemes by how people write them, in any language. */
export type SchemeWords = ReadonlyMap<string, (typeof SCHEMES)[number]>

export interface RowContext {
  readonly id: string
  readonly parentId: string
  /** Of the current account, for the decimals of amounts. */
  readonly currency: string
  readonly schemes: SchemeWords
  /** Ten digits out of what stands in the cell for the number. */
  readonly body: string
}

/** The row of the command; nothing is left out because it is wrong. */
export function importedRow(rowId: string, values: ImportValues, context: RowContext): ImportedRow {
  const { id, parentId, currency, schemes, body } = context
  const amount = (key: ImportKey) => wireAmount(values[key], currency)
  const debit = limitTexts(amount('debitPerTransaction'), amount('debitDaily'))
  const credit = limitTexts(amount('creditPerTransaction'), amount('creditDaily'))
  return {
    rowId,
    id,
    parentId,
    name: values.name,
    scheme: schemes.get(plainWord(values.scheme)) ?? values.scheme,
    ...(body === '' ? {} : { body }),
    ...(debit || credit ? { limits: { ...(debit ? { debit } : {}), ...(credit ? { credit } : {}) } } : {}),
    ...(values.reference === '' ? {} : { externalRef: values.reference }),
  }
}

function limitTexts(perTransaction: string, daily: string): LimitTexts | undefined {
  if (perTransaction === '' && daily === '') return undefined
  return { ...(perTransaction === '' ? {} : { perTransaction }), ...(daily === '' ? {} : { daily }) }
}

/** An amount with the currency's decimals; what has more, or is none, stays as it is. */
function wireAmount(text: string, currency: string): string {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text)
  if (!match || !isCurrency(currency)) return text
  const [, whole = '', fraction = ''] = match
  const digits = minorDigits(currency)
  if (fraction.length > digits) return text
  const units = whole.replace(/^0+(?=\d)/, '')
  return digits === 0 ? units : `${units}.${fraction.padEnd(digits, '0')}`
}

/** A word as it is compared: letters only, in one case. */
export function plainWord(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '')
}

const PATHS: Readonly<Record<string, ImportKey>> = {
  parentId: 'parent',
  name: 'name',
  scheme: 'scheme',
  body: 'number',
  externalRef: 'reference',
  'limits.debit.perTransaction': 'debitPerTransaction',
  'limits.debit.daily': 'debitDaily',
  'limits.credit.perTransaction': 'creditPerTransaction',
  'limits.credit.daily': 'creditDaily',
}

interface RuleFault {
  readonly code: string
  readonly path?: string | undefined
  readonly params?: CsvFault<ImportKey>['params'] | undefined
}

/** What the rule says of a row's arguments, said of the cells they came from. */
export function cellFault({ code, path, params }: RuleFault): CsvFault<ImportKey> {
  const key = path !== undefined && Object.hasOwn(PATHS, path) ? PATHS[path] : undefined
  return { path: key ?? null, code, ...(params === undefined ? {} : { params }) }
}
