/** What a key does in a list: go to a row, act on the active one, or nothing of ours. */
export type RowMove =
  | { readonly kind: 'go'; readonly index: number }
  | { readonly kind: 'open' | 'menu' | 'tick' }
  | { readonly kind: 'letter'; readonly letter: string }

/** The keys of a grid, rows first (WAI-ARIA grid pattern). Undefined: leave the key alone. */
export function rowMove(key: string, active: number, total: number, pageRows: number): RowMove | undefined {
  switch (key) {
    case 'ArrowDown':
      return { kind: 'go', index: active + 1 }
    case 'ArrowUp':
      return { kind: 'go', index: active - 1 }
    case 'PageDown':
      return { kind: 'go', index: active + pageRows }
    case 'PageUp':
      return { kind: 'go', index: active - pageRows }
    case 'Home':
      return { kind: 'go', index: 0 }
    case 'End':
      return { kind: 'go', index: total - 1 }
    case 'Enter':
      return { kind: 'open' }
    case 'ContextMenu':
      return { kind: 'menu' }
    case ' ':
      return { kind: 'tick' }
    default:
      return /^[a-z]$/i.test(key) ? { kind: 'letter', letter: key.toLowerCase() } : undefined
  }
}
