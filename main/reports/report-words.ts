import type { LIMIT_USES, PendingMark } from '#shared/contract/views'
import type { BLOCKS, CHANNELS, SCHEMES } from '#shared/domain/documents'
import type { ReportLanguage } from './table-shape'

type Scheme = (typeof SCHEMES)[number]
type Block = (typeof BLOCKS)[number]
type Channel = (typeof CHANNELS)[number]
type LimitUse = (typeof LIMIT_USES)[number]

/** Words of files that people read. They live apart from the window's because files are written in the main process. */
export interface ReportWords {
  readonly page: (page: number) => string
  readonly end: (rows: string) => string
  readonly asOf: string
  readonly yes: string
  readonly scheme: Readonly<Record<Scheme | 'current', string>>
  readonly block: Readonly<Record<Block, string>>
  readonly limitUse: Readonly<Record<LimitUse, string>>
  readonly status: Readonly<Record<string, string>>
  readonly channel: Readonly<Record<Channel, string>>
  readonly pending: Readonly<Record<PendingMark['state'], string>>
  readonly accounts: typeof en.accounts
  readonly statement: typeof en.statement
}

const en = {
  page: (page: number): string => `Page ${page}`,
  end: (rows: string): string => `End of the report. Rows: ${rows}`,
  asOf: 'As of',
  yes: 'yes',
  scheme: {
    current: 'current account',
    operational: 'operational',
    petty_cash: 'petty cash',
    transfer: 'transfer',
    intermediary: 'intermediary',
  },
  block: { none: 'not blocked', debit: 'debit blocked', credit: 'credit blocked', all: 'blocked' },
  limitUse: { nearly: '80% or more used today', reached: 'reached today', none: 'none' },
  status: { open: 'open', closed: 'closed' },
  channel: {
    atm: 'ATM',
    edc: 'EDC',
    branch: 'Branch',
    kopra_cm: 'Kopra CM',
    host_to_host: 'Host to host',
    other_bank: 'Other bank',
    internal: 'Internal',
  },
  pending: { waiting: 'waiting to be sent', at_bank: 'at the bank, not yet confirmed' },
  accounts: {
    title: 'Accounts',
    file: 'accounts',
    pendingChanges: 'Changes not yet confirmed by the bank',
    search: 'Search',
    everything: 'all accounts',
    shown: 'Shown',
    filter: {
      scheme: 'Scheme',
      status: 'Status',
      block: 'Block',
      limitUse: 'Daily limit',
      pendingOnly: 'Only not yet at the bank',
    },
    number: 'Number',
    name: 'Name',
    path: 'Under',
    depth: 'Level',
    scheme: 'Scheme',
    status: 'Status',
    block: 'Block',
    currency: 'Currency',
    balance: 'Own balance',
    held: 'Held',
    available: 'Available',
    rollup: 'Incl. below',
    debitPerTransaction: 'Debit limit per transaction',
    debitDaily: 'Debit limit per day',
    creditPerTransaction: 'Credit limit per transaction',
    creditDaily: 'Credit limit per day',
    reference: 'External reference',
    state: 'Not yet confirmed',
  },
  statement: {
    title: 'Account statement',
    file: 'statement',
    account: 'Account',
    owner: 'Company',
    currency: 'Currency',
    period: 'Period',
    opening: 'Opening balance',
    closing: 'Closing balance',
    credits: 'Credits',
    debits: 'Debits',
    until: (from: string, to: string): string => `${from} to ${to}`,
    counted: (total: string, count: string): string => `${total} (${count})`,
    posted: 'Posted',
    channel: 'Channel',
    counterparty: 'Counterparty',
    reference: 'Reference',
    description: 'Description',
    reconciliation: 'Reconciliation',
    matched: (receipts: string): string => `matched: ${receipts}`,
    suggested: (receipts: string): string => `suggested: ${receipts}`,
    debit: 'Debit',
    credit: 'Credit',
    balance: 'Balance',
  },
}

const id: ReportWords = {
  page: (page) => `Halaman ${page}`,
  end: (rows) => `Akhir laporan. Baris: ${rows}`,
  asOf: 'Per',
  yes: 'ya',
  scheme: {
    current: 'rekening giro',
    operational: 'operasional',
    petty_cash: 'kas kecil',
    transfer: 'transfer',
    intermediary: 'perantara',
  },
  block: { none: 'tidak diblokir', debit: 'debit diblokir', credit: 'kredit diblokir', all: 'diblokir' },
  limitUse: { nearly: 'terpakai 80% atau lebih hari ini', reached: 'tercapai hari ini', none: 'tidak ada' },
  status: { open: 'aktif', closed: 'ditutup' },
  channel: {
    atm: 'ATM',
    edc: 'EDC',
    branch: 'Cabang',
    kopra_cm: 'Kopra CM',
    host_to_host: 'Host to host',
    other_bank: 'Bank lain',
    internal: 'Internal',
  },
  pending: { waiting: 'menunggu dikirim', at_bank: 'di bank, belum dikonfirmasi' },
  accounts: {
    title: 'Rekening',
    file: 'rekening',
    pendingChanges: 'Perubahan yang belum dikonfirmasi bank',
    search: 'Pencarian',
    everything: 'semua rekening',
    shown: 'Ditampilkan',
    filter: {
      scheme: 'Skema',
      status: 'Status',
      block: 'Blokir',
      limitUse: 'Limit harian',
      pendingOnly: 'Hanya yang belum di bank',
    },
    number: 'Nomor',
    name: 'Nama',
    path: 'Di bawah',
    depth: 'Tingkat',
    scheme: 'Skema',
    status: 'Status',
    block: 'Blokir',
    currency: 'Mata uang',
    balance: 'Saldo sendiri',
    held: 'Ditahan',
    available: 'Tersedia',
    rollup: 'Termasuk bawahan',
    debitPerTransaction: 'Limit debit per transaksi',
    debitDaily: 'Limit debit per hari',
    creditPerTransaction: 'Limit kredit per transaksi',
    creditDaily: 'Limit kredit per hari',
    reference: 'Referensi eksternal',
    state: 'Belum dikonfirmasi',
  },
  statement: {
    title: 'Rekening koran',
    file: 'rekening-koran',
    account: 'Rekening',
    owner: 'Perusahaan',
    currency: 'Mata uang',
    period: 'Periode',
    opening: 'Saldo awal',
    closing: 'Saldo akhir',
    credits: 'Kredit',
    debits: 'Debit',
    until: (from, to) => `${from} s.d. ${to}`,
    counted: (total, count) => `${total} (${count})`,
    posted: 'Dibukukan',
    channel: 'Saluran',
    counterparty: 'Pihak lawan',
    reference: 'Referensi',
    description: 'Keterangan',
    reconciliation: 'Rekonsiliasi',
    matched: (receipts) => `cocok: ${receipts}`,
    suggested: (receipts) => `disarankan: ${receipts}`,
    debit: 'Debit',
    credit: 'Kredit',
    balance: 'Saldo',
  },
}

export function reportWords(language: ReportLanguage): ReportWords {
  return language === 'id' ? id : en
}
