import type { CsvField } from './csv-types'

/** Columns of text share what is left of the width. */
export function cellStyle(kind: CsvField<string>['kind'], width: number) {
  return kind === 'text' ? { flex: `1 1 ${width}px`, minWidth: width } : { flex: `0 0 ${width}px` }
}
