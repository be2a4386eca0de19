/** The roles of a company's users (docs/domain.md §0 Roles). */
export const ROLES = [
  'system_admin',
  'product_manager',
  'treasury_maker',
  'treasury_approver',
  'warehouse_staff',
  'manager',
] as const
export type Role = (typeof ROLES)[number]

// The table of docs/domain.md §0 Roles, row by row.
const TABLE = {
  'overview.view': ROLES,
  'accounts.view': ['treasury_maker', 'treasury_approver', 'manager'],
  'accounts.manage': ['treasury_maker'],
  'transfers.create': ['treasury_maker'],
  'reconciliation.manage': ['treasury_maker'],
  'approvals.decide': ['treasury_approver'],
  'reminders.view': ['treasury_maker', 'treasury_approver', 'manager'],
  'reminders.manage': ['treasury_maker'],
  'sales.view': ['product_manager', 'warehouse_staff', 'manager'],
  'sales.manage': ['product_manager'],
  'catalogue.manage': ['product_manager'],
  'warehouseSettings.manage': ['product_manager'],
  'sales.ship': ['product_manager', 'warehouse_staff'],
  'warehouses.manage': ['system_admin'],
  'companyProfile.manage': ['system_admin'],
  'servicePoints.manage': ['system_admin'],
  'users.view': ['system_admin'],
  'cash.view': ['system_admin', 'treasury_maker', 'treasury_approver', 'manager'],
  'cash.order': ['treasury_maker'],
  'cash.handover': ['treasury_maker'],
  'cash.sign': ['treasury_approver'],
  'audit.view': ['system_admin', 'treasury_approver', 'manager'],
} as const satisfies Readonly<Record<string, readonly Role[]>>

export type Permission = keyof typeof TABLE

/** Every permission, in the order of docs/domain.md §0 Roles. */
export const PERMISSIONS: readonly Permission[] = Object.keys(TABLE).filter(isPermission)

/** Whether `text` names a role. */
export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text)
}

/** Whether `text` names a permission. */
export function isPermission(text: string): text is Permission {
  return Object.hasOwn(TABLE, text)
}

/** Whether the role holds the permission. Source: docs/domain.md §0 Roles. */
export function may(role: Role, permission: Permission): boolean {
  const holders: readonly Role[] = TABLE[permission]
  return holders.includes(role)
}

/** All permissions of the role, in the order of docs/domain.md §0 Roles. */
export function permissionsOf(role: Role): readonly Permission[] {
  return PERMISSIONS.filter((permission) => may(role, permission))
}

/** Whether the role holds the permission only for the warehouses it is assigned to. Source: docs/domain.md §0 Roles. */
export function onlyOwnWarehouses(role: Role, permission: Permission): boolean {
  return role === 'warehouse_staff' && (permission === 'sales.view' || permission === 'sales.ship')
}
