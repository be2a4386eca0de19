import type { Role } from '#shared/kernel/permissions'

/** The demonstration company and its users, one per role. Source: docs/protocol.md Running the bundled bank. */
export const COMPANY_CODE = 'NUSANTARA'
export const COMPANY_NAME = 'PT Nusantara Ritel'
export const COMPANY_DESCRIPTION =
  'PT Nusantara Ritel: groceries and household goods for shops and offices, delivered from warehouses in three time zones.'
export const ACCOUNT_PREFIX = '88123'
export const APPROVAL_THRESHOLD = '100000000.00'
export const DEMO_PASSWORD = 'Bendahara#2026'

export const USERS: readonly { readonly login: string; readonly name: string; readonly role: Role }[] = [
  { login: 'admin', name: 'Ratna Wulandari', role: 'system_admin' },
  { login: 'product', name: 'Bayu Prasetyo', role: 'product_manager' },
  { login: 'maker', name: 'Siti Rahmawati', role: 'treasury_maker' },
  { login: 'approver', name: 'Hendra Gunawan', role: 'treasury_approver' },
  { login: 'warehouse', name: 'Agus Setiawan', role: 'warehouse_staff' },
  { login: 'manager', name: 'Dewi Anggraini', role: 'manager' },
]
