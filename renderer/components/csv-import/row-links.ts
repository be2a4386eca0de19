import type { CsvLinks, CsvRow } from './csv-types'

/** Rows looked at before the window may breathe. */
const AT_ONCE = 2_000

/** Which rows of a file speak of which others. */
export interface RowLinks<Key extends string> {
  /** Looks at every row once; in pieces, as a file may have very many. */
  prepare(): Promise<void>
  /** The rows that this one stands under, the topmost first; of a circle, each row once. */
  above(index: number): readonly CsvRow<Key>[]
  /** Whether a row comes back to itself. */
  isCircular(index: number): boolean
  /** The row is another now: every row that spoke of it, or speaks of it now, and what is under them. */
  changed(index: number): readonly number[]
  /** The same rows, each after those it stands under, else in the order given. */
  arranged(indexes: readonly number[]): number[]
}

interface LinkOptions<Key extends string> {
  readonly rowCount: number
  readonly rowAt: (index: number) => CsvRow<Key>
  readonly links: CsvLinks<Key>
}

export function createRowLinks<Key extends string>({ rowCount, rowAt, links }: LinkOptions<Key>): RowLinks<Key> {
  const nameOf: (string | null)[] = []
  const referenceOf: (string | null)[] = []
  const named = createGroups()
  const referring = createGroups()
  let prepared = 0

  const look = (index: number) => {
    const { values } = rowAt(index)
    const name = links.nameOf(values)
    const reference = links.refersTo(values)
    nameOf[index] = name
    referenceOf[index] = reference
    named.add(name, index)
    referring.add(reference, index)
  }
  const parentOf = (index: number): number | undefined => {
    const reference = referenceOf[index] ?? null
    return reference === null ? undefined : named.first(reference)
  }
  const path = (index: number): { readonly up: readonly number[]; readonly isCircular: boolean } => {
    const up: number[] = []
    const seen = new Set([index])
    for (let at = parentOf(index); at !== undefined; at = parentOf(at)) {
      if (seen.has(at)) return { up, isCircular: true }
      seen.add(at)
      up.push(at)
    }
    return { up, isCircular: false }
  }
  const under = (names: readonly (string | null)[]): number[] => {
    const found = new Set<number>()
    const open = names.filter((name) => name !== null)
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      for (const index of referring.of(name)) {
        if (found.has(index)) continue
        found.add(index)
        const own = nameOf[index] ?? null
        if (own !== null) open.push(own)
      }
    }
    return [...found]
  }

  return {
    async prepare() {
      while (prepared < rowCount) {
        const end = Math.min(rowCount, prepared + AT_ONCE)
        while (prepared < end) look(prepared++)
        await new Promise((resolve) => setTimeout(resolve, 0))
      }
    },
    above: (index) => [...path(index).up].reverse().map(rowAt),
    isCircular: (index) => path(index).isCircular,
    changed(index) {
      if (index >= prepared) return []
      const before = nameOf[index] ?? null
      named.remove(before, index)
      referring.remove(referenceOf[index] ?? null, index)
      look(index)
      return under([before, nameOf[index] ?? null]).filter((other) => other !== index)
    },
    arranged(indexes) {
      const wanted = new Set(indexes)
      const done = new Set<number>()
      for (const index of indexes) {
        for (const each of [...path(index).up].reverse()) if (wanted.has(each)) done.add(each)
        done.add(index)
      }
      return [...done]
    },
  }
}

/** Row numbers by a text. */
function createGroups() {
  const groups = new Map<string, Set<number>>()
  const NOBODY: ReadonlySet<number> = new Set()
  return {
    add(text: string | null, index: number): void {
      if (text === null) return
      const group = groups.get(text)
      if (group) group.add(index)
      else groups.set(text, new Set([index]))
    },
    remove(text: string | null, index: number): void {
      if (text !== null) groups.get(text)?.delete(index)
    },
    of: (text: string): ReadonlySet<number> => groups.get(text) ?? NOBODY,
    /** Of several rows that are called alike, the first in the file. */
    first(text: string): number | undefined {
      let first: number | undefined
      for (const index of groups.get(text) ?? NOBODY) if (first === undefined || index < first) first = index
      return first
    },
  }
}
