import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  isPermission,
  isRole,
  may,
  onlyOwnWarehouses,
  PERMISSIONS,
  permissionsOf,
  ROLES,
} from '#shared/kernel/permissions'

/** The Roles table of the written rules: permission → cells in the order of its heading. */
function documentedTable() {
  const text = readFileSync(new URL('../../../docs/domain.md', import.meta.url), 'utf8')
  const lines = text.split('\n').filter((line) => line.startsWith('|'))
  const rows = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
  const start = rows.findIndex((row) => row[0] === 'permission')
  const heading = rows[start] ?? []
  const end = rows.findIndex((row, index) => index > start && row.length !== heading.length)
  return { heading, rows: rows.slice(start + 2, end === -1 ? undefined : end) }
}

describe('roles and permissions', () => {
  const { heading, rows } = documentedTable()
  const documented = rows.flatMap((row) => {
    const [names = '', ...cells] = row
    return names
      .replace(/\([^)]*\)/g, '')
      .split(',')
      .map((name) => ({ name: name.trim(), cells }))
  })

  it('are the roles of docs/domain.md', () => {
    expect(heading.slice(1)).toEqual(ROLES)
  })

  it('are the permissions of docs/domain.md, in its order', () => {
    expect(documented.map((row) => row.name)).toEqual(PERMISSIONS)
  })

  it.each(documented)('$name is held as docs/domain.md says', ({ name, cells }) => {
    if (!isPermission(name)) throw new Error(name)
    expect(ROLES.map((role) => may(role, name))).toEqual(cells.map((cell) => cell.startsWith('✓')))
    expect(ROLES.map((role) => onlyOwnWarehouses(role, name))).toEqual(
      cells.map((cell) => cell.includes('own warehouses')),
    )
    for (const role of ROLES) expect(permissionsOf(role).includes(name)).toBe(may(role, name))
  })

  it('know no other names', () => {
    expect(['root', '', 'constructor'].some(isRole)).toBe(false)
    expect(['accounts', 'toString', ''].some(isPermission)).toBe(false)
  })
})
