import type { TFunction } from 'i18next'
import { SCHEMES } from '#shared/domain/documents'
import type { CsvField, CsvLinks, CsvUnique } from '../../../components/csv-import'
import { readNumber } from '../dialogs/create-number'
import { IMPORT_KEYS, type ImportKey, plainWord, type SchemeWords } from './import-row'

/** Heads that people give their columns, in both languages. */
const NAMES: Readonly<Record<ImportKey, readonly string[]>> = {
  number: ['number', 'account number', 'body', 'nomor', 'nomor rekening', 'no rekening'],
  name: ['name', 'account name', 'nama', 'nama rekening'],
  parent: ['parent', 'parent number', 'parent account', 'under', 'induk', 'nomor induk', 'rekening induk'],
  scheme: ['scheme', 'type', 'skema', 'jenis'],
  debitPerTransaction: ['debit per transaction', 'debit limit per transaction', 'debit per transaksi'],
  debitDaily: ['debit per day', 'daily debit limit', 'debit harian', 'debit per hari'],
  creditPerTransaction: ['credit per transaction', 'credit limit per transaction', 'kredit per transaksi'],
  creditDaily: ['credit per day', 'daily credit limit', 'kredit harian', 'kredit per hari'],
  reference: ['external reference', 'external ref', 'reference', 'referensi', 'referensi eksternal'],
}

const KINDS: Readonly<Record<ImportKey, CsvField<ImportKey>['kind']>> = {
  number: 'digits',
  name: 'text',
  parent: 'text',
  scheme: 'text',
  debitPerTransaction: 'amount',
  debitDaily: 'amount',
  creditPerTransaction: 'amount',
  creditDaily: 'amount',
  reference: 'text',
}
const WIDTHS: Readonly<Record<ImportKey, number>> = {
  number: 118,
  name: 150,
  parent: 190,
  scheme: 96,
  debitPerTransaction: 142,
  debitDaily: 112,
  creditPerTransaction: 146,
  creditDaily: 112,
  reference: 128,
}
const REQUIRED: ReadonlySet<ImportKey> = new Set(['name', 'scheme'])

export function importFields(t: TFunction<'accounts'>): CsvField<ImportKey>[] {
  return IMPORT_KEYS.map((key) => ({
    key,
    label: t(`import.column.${key}`),
    names: NAMES[key],
    kind: KINDS[key],
    required: REQUIRED.has(key),
    width: WIDTHS[key],
  }))
}

/** The ten digits by which rows of a file speak of one another, however they are written. */
function bodyIn(text: string, prefix: string | null): string | null {
  const number = readNumber(text.replace(/[\s.-]/g, ''), prefix)
  return number.kind === 'number' ? number.body : null
}

/** No two rows of a file may want the same number. */
export function importUnique(prefix: string | null): CsvUnique<ImportKey>[] {
  return [{ path: 'number', code: 'account.number_repeated', keyOf: ({ number }) => bodyIn(number, prefix) }]
}

/** A row stands under another one of the file by that one's number. */
export function importLinks(prefix: string | null): CsvLinks<ImportKey> {
  return {
    nameOf: ({ number }) => bodyIn(number, prefix),
    refersTo: ({ parent }) => bodyIn(parent, prefix),
  }
}

/** Schemes by their names in the languages given, and by their codes. */
export function schemeWords(languages: readonly TFunction<'accounts'>[]): SchemeWords {
  return new Map(
    SCHEMES.flatMap((scheme) => [
      [plainWord(scheme), scheme] as const,
      ...languages.map((t) => [plainWord(t(`scheme.${scheme}`)), scheme] as const),
    ]),
  )
}
