import type { TFunction } from 'i18next'
import type { ReceiptVerdict } from '#shared/contract/reconciliation-views'
import { receiptKey } from '#shared/domain/reconciliation/expected-receipt'
import type { CsvField, CsvUnique, CsvValues, CsvVerdict } from '../../../components/csv-import'

export const RECEIPT_KEYS = ['reference', 'accountNumber', 'amount', 'dueDate'] as const
export type ReceiptKey = (typeof RECEIPT_KEYS)[number]

/** A row as the command carries it. */
export type ImportedReceipt = NonNullable<ReceiptVerdict['receipt']> & { readonly rowId: string }

/** What the file is asked for. Heads are recognised in both languages, whichever is on. */
export function receiptFields(t: TFunction): readonly CsvField<ReceiptKey>[] {
  return [
    {
      key: 'reference',
      label: t('reconciliation:column.reference'),
      names: ['reference', 'referensi', 'invoice', 'faktur', 'invoice number', 'nomor faktur', 'ref'],
      kind: 'text',
      required: true,
      width: 150,
    },
    {
      key: 'accountNumber',
      label: t('reconciliation:import.accountNumber'),
      names: ['account number', 'nomor rekening', 'account', 'rekening', 'no rekening', 'virtual account', 'va'],
      kind: 'digits',
      required: true,
      width: 290,
    },
    {
      key: 'amount',
      label: t('reconciliation:column.amount'),
      names: ['amount', 'jumlah', 'nominal', 'total', 'nilai'],
      kind: 'amount',
      required: true,
      width: 140,
    },
    {
      key: 'dueDate',
      label: t('reconciliation:import.dueDate'),
      names: ['due date', 'jatuh tempo', 'tanggal jatuh tempo', 'due', 'tanggal', 'date'],
      kind: 'date',
      required: true,
      width: 110,
    },
  ]
}

/** The same receipt twice in one file, whatever its amount is written like. */
export const RECEIPT_UNIQUE: readonly CsvUnique<ReceiptKey>[] = [
  {
    path: null,
    code: 'reconciliation.row_repeated',
    keyOf: (values) =>
      values.accountNumber === '' ? null : receiptKey({ ...values, amount: plainAmount(values.amount) }),
  },
]

/** `1500000.00` and `1500000` are one amount. */
function plainAmount(amount: string): string {
  return amount.includes('.') ? amount.replace(/0+$/, '').replace(/\.$/, '') : amount
}

/** What main says of a row, as the grid shows it. */
export function verdictOf({
  rowId,
  faults,
  receipt,
  account,
}: ReceiptVerdict): CsvVerdict<ReceiptKey, ImportedReceipt> {
  return {
    rowId,
    faults: faults.map(({ code, path, params }) => ({
      code,
      path: RECEIPT_KEYS.find((key) => key === path) ?? null,
      ...(params === undefined ? {} : { params }),
    })),
    item: receipt && { rowId, ...receipt },
    ...(account === null ? {} : { notes: { accountNumber: account.name } }),
  }
}

/** A text no longer than main takes; what is longer is faulty either way. */
const LONGEST = 1_000

export function draftOf(rowId: string, values: CsvValues<ReceiptKey>) {
  const cut = (key: ReceiptKey) => values[key].slice(0, LONGEST)
  return {
    rowId,
    reference: cut('reference'),
    accountNumber: cut('accountNumber'),
    amount: cut('amount'),
    dueDate: cut('dueDate'),
  }
}
