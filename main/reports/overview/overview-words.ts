import type { ReportLanguage } from '../table-report'

const en = {
  title: { days: 'Cash in and out per day', schemes: 'Position by scheme', accounts: 'Position by account' },
  withoutInternal: 'Transfers between own accounts',
  leftOut: 'not counted as money in or out',
  day: 'Day',
  currency: 'Currency',
  moneyIn: 'Money in',
  moneyOut: 'Money out',
  net: 'Net',
  linesIn: 'Lines in',
  linesOut: 'Lines out',
  scheme: 'Scheme',
  unallocated: 'unallocated',
  accounts: 'Accounts',
  position: 'Position',
  rollup: 'Position with all below',
  kind: 'Kind',
  sub: 'sub-account',
  others: (accounts: number): string => `${accounts} further current accounts`,
  number: 'Number',
  name: 'Name',
}
type OverviewWords = typeof en

const id: OverviewWords = {
  title: { days: 'Kas masuk dan keluar per hari', schemes: 'Posisi per skema', accounts: 'Posisi per rekening' },
  withoutInternal: 'Pemindahbukuan antarrekening sendiri',
  leftOut: 'tidak dihitung sebagai uang masuk atau keluar',
  day: 'Hari',
  currency: 'Mata uang',
  moneyIn: 'Uang masuk',
  moneyOut: 'Uang keluar',
  net: 'Neto',
  linesIn: 'Baris masuk',
  linesOut: 'Baris keluar',
  scheme: 'Skema',
  unallocated: 'belum dialokasikan',
  accounts: 'Rekening',
  position: 'Posisi',
  rollup: 'Posisi beserta semua di bawahnya',
  kind: 'Jenis',
  sub: 'subrekening',
  others: (accounts) => `${accounts} rekening giro lainnya`,
  number: 'Nomor',
  name: 'Nama',
}

export function overviewWords(language: ReportLanguage): OverviewWords {
  return language === 'id' ? id : en
}
