/** A cell by its place in the grid: a row of what is shown, a field. */
export interface GridPlace {
  readonly row: number
  readonly column: number
}

export type GridMove =
  | { readonly kind: 'go'; readonly place: GridPlace }
  /** `text` replaces what is in the cell, as in a spreadsheet. */
  | { readonly kind: 'edit'; readonly text?: string }

interface GridSize {
  readonly rows: number
  readonly columns: number
  /** Rows that fit the window, for a page's jump. */
  readonly pageRows: number
}

/** What a key does in the grid (WAI-ARIA grid pattern); undefined: leave the key alone. */
export function gridMove(key: string, at: GridPlace, size: GridSize, editable: boolean): GridMove | undefined {
  const go = (row: number, column: number): GridMove => ({
    kind: 'go',
    place: {
      row: Math.max(0, Math.min(size.rows - 1, row)),
      column: Math.max(0, Math.min(size.columns - 1, column)),
    },
  })
  switch (key) {
    case 'ArrowDown':
      return go(at.row + 1, at.column)
    case 'ArrowUp':
      return go(at.row - 1, at.column)
    case 'ArrowRight':
      return go(at.row, at.column + 1)
    case 'ArrowLeft':
      return go(at.row, at.column - 1)
    case 'Home':
      return go(at.row, 0)
    case 'End':
      return go(at.row, size.columns - 1)
    case 'PageDown':
      return go(at.row + size.pageRows, at.column)
    case 'PageUp':
      return go(at.row - size.pageRows, at.column)
    case 'Enter':
    case 'F2':
      return editable ? { kind: 'edit' } : undefined
    case 'Delete':
    case 'Backspace':
      return editable ? { kind: 'edit', text: '' } : undefined
    default:
      return editable && key.length === 1 ? { kind: 'edit', text: key } : undefined
  }
}
