import { BLOCKS, SCHEMES } from '#shared/domain/documents'
import type { Chance } from './chance'
import { RECEIPT_GENERATORS, type Receipts } from './receipts'

/** What a generator may build upon: what the device's user sees. */
export interface Surroundings {
  readonly chance: Chance
  readonly freshId: () => string
  readonly currentAccounts: readonly string[]
  /** Sub-accounts that the user sees, whatever their state. */
  readonly accounts: readonly string[]
  /** An account of the company that everyone has heard of. */
  readonly settlementAccount: string
  /** Approvals that wait for somebody. */
  readonly approvals: readonly string[]
  /** What is expected, and what came; left out where nobody has looked. */
  readonly receipts?: Receipts
  /** Files that the user sees. */
  readonly logos: readonly string[]
  /** Those that a pending command of this device made. */
  readonly unconfirmed: readonly string[]
}

/** Makes arguments of one command type; undefined where there is nothing to command. They need not be acceptable. */
export type Generator = (around: Surroundings) => object | undefined

const word = ({ chance }: Surroundings): string =>
  `Kas ${chance.pick(['Pasar', 'Toko', 'Gudang'])} ${chance.below(1000)}`

/** Often one that only this device knows, so that commands build upon commands. */
function anAccount(around: Surroundings): string | undefined {
  const { chance, unconfirmed, accounts } = around
  if (unconfirmed.length > 0 && chance.hits(0.5)) return chance.pick(unconfirmed)
  if (chance.hits(0.03)) return around.freshId()
  // Few accounts on purpose: devices shall meet.
  return accounts.length > 0 ? accounts[chance.below(Math.min(accounts.length, 6))] : undefined
}

const about =
  (make: (around: Surroundings, id: string) => object): Generator =>
  (around) => {
    const id = anAccount(around)
    return id === undefined ? undefined : make(around, id)
  }

const amount = ({ chance }: Surroundings): string | null =>
  chance.hits(0.3) ? null : `${chance.below(5_000)}000.${chance.hits(0.05) ? '123' : '00'}`

/** One generator for every command of the catalogue; a test fails when one is missing. */
export const GENERATORS: ReadonlyMap<string, Generator> = new Map<string, Generator>([
  [
    'subAccount.create',
    (around) => {
      const { chance, currentAccounts } = around
      const parentId = chance.hits(0.45) ? anAccount(around) : undefined
      const top = currentAccounts[chance.below(currentAccounts.length)]
      if (top === undefined) return undefined
      return {
        id: around.freshId(),
        parentId: parentId ?? top,
        name: word(around),
        scheme: chance.pick(SCHEMES),
        // Bodies repeat between devices on purpose: one of them will be refused.
        ...(chance.hits(0.4) ? { body: `00007${String(chance.below(8)).padStart(5, '0')}` } : {}),
        ...(chance.hits(0.2) ? { limits: { debit: { daily: amount(around) } } } : {}),
        ...(chance.hits(0.2) ? { externalRef: `REF-${chance.below(100)}` } : {}),
      }
    },
  ],
  [
    'subAccount.createMany',
    (around) => {
      const { chance, currentAccounts } = around
      const top = currentAccounts[chance.below(currentAccounts.length)]
      // A file seldom: what one opens, a dozen others of this day would have opened alone.
      if (top === undefined || chance.hits(0.5)) return undefined
      const ids: string[] = []
      const items = Array.from({ length: 1 + chance.below(6) }, (_, line) => {
        const under = chance.hits(0.3) ? (ids.at(-1) ?? anAccount(around)) : top
        const id = chance.hits(0.03) && ids.length > 0 ? ids[0] : around.freshId()
        if (id !== undefined) ids.push(id)
        return {
          rowId: String(line + 2),
          id,
          parentId: under ?? top,
          name: chance.hits(0.06) ? '' : word(around),
          scheme: chance.hits(0.04) ? 'savings' : chance.pick(SCHEMES),
          ...(chance.hits(0.3) ? { body: `00007${String(chance.below(8)).padStart(5, '0')}` } : {}),
          ...(chance.hits(0.2) ? { limits: { debit: { daily: amount(around) } } } : {}),
        }
      })
      return { items, onFault: chance.pick(['reject', 'skip'] as const) }
    },
  ],
  [
    'numbering.set',
    ({ chance, currentAccounts, freshId }) => {
      const currentAccountId = chance.hits(0.03) ? freshId() : currentAccounts[chance.below(currentAccounts.length)]
      if (currentAccountId === undefined || chance.hits(0.7)) return undefined
      const sequence = 6 + chance.below(4)
      const rest = 10 - sequence - (chance.hits(0.05) ? 1 : 0)
      const fixed = { kind: 'fixed', digits: '0'.repeat(rest) }
      const branch = { kind: 'field', name: 'branch', width: rest }
      return {
        currentAccountId,
        segments: [...(rest > 0 ? [chance.hits(0.5) ? fixed : branch] : []), { kind: 'sequence', width: sequence }],
      }
    },
  ],
  [
    'subAccount.update',
    about((around, id) => ({
      id,
      ...(around.chance.hits(0.8) ? { name: word(around) } : {}),
      ...(around.chance.hits(0.3)
        ? { externalRef: around.chance.hits(0.5) ? null : `REF-${around.chance.below(100)}` }
        : {}),
      ...(around.chance.hits(0.3) ? { tags: around.chance.hits(0.3) ? [] : [`tag ${around.chance.below(5)}`] } : {}),
    })),
  ],
  [
    'subAccount.setLimits',
    about((around, id) => ({
      id,
      debit: { daily: amount(around), ...(around.chance.hits(0.5) ? { perTransaction: amount(around) } : {}) },
      ...(around.chance.hits(0.3) ? { credit: { daily: amount(around) } } : {}),
    })),
  ],
  [
    'subAccount.setBlock',
    about((around, id) => ({ id, block: around.chance.pick(BLOCKS), reason: `Alasan ${around.chance.below(100)}` })),
  ],
  [
    'subAccount.move',
    about((around, id) => {
      const { chance, currentAccounts } = around
      const top = currentAccounts[chance.below(currentAccounts.length)]
      // Often under one another, so that what one device moves down another moves up.
      const parentId = chance.hits(0.3) ? top : anAccount(around)
      return { id, parentId: parentId ?? id }
    }),
  ],
  [
    'subAccount.close',
    (around) => {
      const { chance, accounts } = around
      // Closed is final: among all accounts, so that those where the devices meet stay open for longer.
      const id = chance.hits(0.3) ? anAccount(around) : accounts[chance.below(accounts.length)]
      return id === undefined ? undefined : { id, reason: `Alasan ${chance.below(100)}` }
    },
  ],
  [
    'transfer.create',
    (around) => {
      const { chance, currentAccounts } = around
      // What is not allocated is mostly where the money is.
      const some = () => (chance.hits(0.5) ? currentAccounts[chance.below(currentAccounts.length)] : anAccount(around))
      const [fromAccountId, toAccountId] = [some(), some()]
      if (fromAccountId === undefined || toAccountId === undefined) return undefined
      const millions = chance.hits(0.4) ? 100 + chance.below(200) : 1 + chance.below(20)
      return {
        id: around.freshId(),
        fromAccountId,
        toAccountId,
        amount: `${millions}000001.00`,
        // Used twice now and then.
        reference: `TRX-${chance.below(400)}`,
        ...(chance.hits(0.3) ? { description: word(around) } : {}),
      }
    },
  ],
  [
    'approval.decide',
    ({ chance, approvals, freshId }) => {
      const approvalId = chance.hits(0.05) ? freshId() : approvals[chance.below(approvals.length)]
      if (approvalId === undefined) return undefined
      const decision = chance.hits(0.6) ? 'approve' : 'reject'
      return { approvalId, decision, ...(chance.hits(0.5) ? { reason: `Alasan ${chance.below(100)}` } : {}) }
    },
  ],
  ...RECEIPT_GENERATORS,
  [
    'companyProfile.update',
    (around) => ({
      ...(around.chance.hits(0.7) ? { description: around.chance.hits(0.2) ? null : word(around) } : {}),
      ...(around.chance.hits(0.5)
        ? { settlementAccountId: around.chance.hits(0.1) ? around.freshId() : around.settlementAccount }
        : {}),
      ...(around.chance.hits(0.2) ? { logoFileId: around.logos.at(-1) ?? null } : {}),
    }),
  ],
])
