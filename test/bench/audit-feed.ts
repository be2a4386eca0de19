import type { Change } from '#shared/contract/http'

/** A trail as a company's officers leave it: limits, blocks, transfers, names, and what comes in through channels. */

const PLACES = [
  'Bekasi',
  'Depok',
  'Bandung',
  'Surabaya',
  'Medan',
  'Makassar',
  'Denpasar',
  'Tangerang',
  'Bogor',
  'Kediri',
]
const KINDS = ['Kas Kecil', 'Cabang', 'Dompet', 'Gaji', 'Operasional', 'Toko']
const TYPES = ['subAccount.setLimits', 'subAccount.setBlock', 'transfer.create', 'subAccount.update', 'channel.credit']
const START = Date.parse('2026-01-01T00:00:00.000Z')
/** Five a minute. */
const EVERY_MS = 12_000
const ACCOUNTS = 20_000
const PERSONS = 12
const PRIME = 7_919

const id = (kind: number, n: number): string => {
  const tail = (BigInt(n + 1) * 0x9e3779b97f4a7c15n).toString(16).slice(-12).padStart(12, '0')
  return `0197f3c0-00${kind.toString(16).padStart(2, '0')}-7000-8000-${tail}`
}

/** The first `count` entries of it, in feed order. */
export function auditFeed(count: number): Change[] {
  return Array.from({ length: count }, (_, n) => ({
    seq: n + 1,
    type: 'auditEntry',
    id: id(1, n),
    version: 1,
    doc: entry(n),
  }))
}

function account(n: number, daily: string): Record<string, unknown> {
  const name = `${KINDS[n % KINDS.length]} ${PLACES[Math.floor(n / 7) % PLACES.length]} ${String(n % 100).padStart(2, '0')}`
  const limits = { debit: { perTransaction: '5000000.00', daily }, credit: { perTransaction: null, daily: null } }
  return {
    id: id(2, n),
    version: 3,
    updatedAt: '2026-01-01T00:00:00.000Z',
    number: `88123${String((n * 104_729) % 10 ** 10).padStart(10, '0')}${n % 10}`,
    name,
    parentId: id(2, n % 200),
    currentAccountId: id(3, n % 3),
    scheme: 'petty_cash',
    status: 'open',
    block: 'none',
    limits,
    balance: `${n * 1_000}.00`,
    held: '0.00',
    available: `${n * 1_000}.00`,
    usedToday: { date: '2026-01-01', debit: '0.00', credit: '0.00' },
  }
}

function entry(n: number): Record<string, unknown> {
  const at = new Date(START + n * EVERY_MS).toISOString()
  const type = TYPES[n % TYPES.length] ?? ''
  const about = (n * PRIME) % ACCOUNTS
  const before = account(about, `${(n % 900) + 1}000000.00`)
  const isBank = type === 'channel.credit'
  const shared = {
    ...{ id: id(1, n), version: 1, updatedAt: at, at, type, commandId: id(4, n) },
    actorId: isBank ? 'bank' : id(5, n % PERSONS),
    deviceId: isBank ? null : id(6, n % PERSONS),
    deviceAt: at,
  }
  if (type === 'transfer.create') {
    const args = { id: id(7, n), fromAccountId: id(2, about), toAccountId: id(2, (about + 1) % ACCOUNTS) }
    const told = { ...args, amount: `${n}000.00`, reference: `INV/2026/${n}`, description: 'Pembayaran pemasok' }
    const after = {
      ...told,
      version: 1,
      updatedAt: at,
      number: `TRF-2026-${n}`,
      status: 'posted',
      makerId: shared.actorId,
    }
    return { ...shared, args: told, subjectType: 'transfer', subjectId: id(7, n), outcome: 'accepted', after }
  }
  const subject = { subjectType: 'subAccount', subjectId: before.id, before }
  if (n % 10 === 1)
    return { ...shared, ...subject, args: { id: before.id }, outcome: 'rejected', code: 'account.closed' }
  const after = { ...before, version: 4, updatedAt: at, ...changed(type, n) }
  return { ...shared, ...subject, args: { id: before.id, ...changed(type, n) }, outcome: 'accepted', after }
}

function changed(type: string, n: number): Record<string, unknown> {
  if (type === 'subAccount.setBlock') return { block: 'debit', blockReason: `Permintaan cabang ${n % 50}` }
  if (type === 'subAccount.update') return { name: `Kas Baru ${n}`, externalRef: `ERP-${n}` }
  if (type === 'channel.credit') return { balance: `${n}000.00`, available: `${n}000.00` }
  const debit = { perTransaction: '5000000.00', daily: `${(n % 700) + 5}000000.00` }
  return { limits: { debit, credit: { perTransaction: null, daily: null } } }
}
