import type { FoundParents, RowCheck } from '#shared/contract/opening-views'
import type { AppProblem } from '#shared/contract/views'
import type { NewAccountRow } from '#shared/domain/accounts/create-many'
import { newId } from '#shared/kernel/ids'
import { ok, type Result } from '#shared/kernel/result'
import type { CsvFault, CsvRow, CsvSurroundings, CsvVerdict } from '../../../components/csv-import'
import { readNumber } from '../dialogs/create-number'
import { cellFault, type ImportedRow, type ImportKey, importedRow, type SchemeWords } from './import-row'

/** An account that rows may stand under. */
export type Parent = NonNullable<FoundParents[number]>

export interface JudgePorts {
  checkRows(items: NewAccountRow[]): Promise<Result<RowCheck, AppProblem>>
  findParents(texts: string[]): Promise<Result<FoundParents, AppProblem>>
  nowMs(): number
  randomBytes(count: number): Uint8Array
}

export interface JudgeSettings {
  /** The bank's five digits, null while they are not known. */
  readonly prefix: string | null
  /** What rows stand under that name no parent. */
  readonly fallback: Parent
  readonly schemes: SchemeWords
  /** Ids by row, where rows have theirs already. */
  readonly ids?: ReadonlyMap<string, string>
}

export interface RowJudge {
  judge(
    rows: readonly CsvRow<ImportKey>[],
    around: CsvSurroundings<ImportKey>,
  ): Promise<Result<CsvVerdict<ImportKey, ImportedRow>[], AppProblem>>
  /** Rows were sent: what was found out about accounts before may be otherwise now. */
  forget(items: readonly ImportedRow[]): void
}

/** A row with the account it stands under, as far as that was found. */
interface Placed {
  readonly row: CsvRow<ImportKey>
  readonly item: ImportedRow
  readonly parentName: string | null
  readonly own: readonly CsvFault<ImportKey>[]
}

/** What is told by the file itself, without the rule: the first of them counts, the others are told by the board. */
const REPEATED: ReadonlySet<string> = new Set(['account.number_repeated', 'account.row_repeated'])

/** Judges rows of a file by the rule of `subAccount.createMany`, each beside the rows that it stands under. */
export function createRowJudge(ports: JudgePorts, settings: JudgeSettings): RowJudge {
  const parents = new Map<string, FoundParents[number]>()
  const ids = new Map(settings.ids)
  const startMs = ports.nowMs()

  const idOf = (rowId: string): string => {
    const known = ids.get(rowId)
    if (known !== undefined) return known
    // Ids keep the order of the file, as numbers will.
    const line = Number.parseInt(rowId, 10)
    const nowMs = startMs + (Number.isNaN(line) ? 0 : line)
    const id = newId({ nowMs, randomBytes: (count) => ports.randomBytes(count) })
    ids.set(rowId, id)
    return id
  }

  const learnParents = async (rows: readonly CsvRow<ImportKey>[]): Promise<AppProblem | null> => {
    const texts = [...new Set(rows.map(({ values }) => values.parent))].filter(
      (text) => text !== '' && !parents.has(text),
    )
    if (texts.length === 0) return null
    const found = await ports.findParents(texts)
    if (!found.ok) return found.error
    for (const [place, text] of texts.entries()) parents.set(text, found.value[place] ?? null)
    return null
  }

  const place = (row: CsvRow<ImportKey>, above: readonly CsvRow<ImportKey>[], isCircular: boolean): Placed => {
    const { rowId, values } = row
    const existing = values.parent === '' ? settings.fallback : (parents.get(values.parent) ?? null)
    const inFile = above.at(-1)
    const own: CsvFault<ImportKey>[] = []
    if (!existing && isCircular) own.push({ path: 'parent', code: 'account.file_circle' })
    else if (!existing && !inFile)
      own.push({ path: 'parent', code: 'account.parent_unknown', params: { parent: values.parent } })
    const number = readNumber(values.number, settings.prefix)
    if (number.kind === 'check_digit')
      own.push({ path: 'number', code: 'account.check_digit', params: { right: number.right } })
    if (number.kind === 'other_prefix')
      own.push({ path: 'number', code: 'account.other_prefix', params: { prefix: number.prefix } })
    const top = above[0]?.values.parent
    const currency = existing?.currency ?? (top ? parents.get(top)?.currency : undefined) ?? settings.fallback.currency
    const item = importedRow(rowId, values, {
      id: idOf(rowId),
      parentId: existing?.id ?? (inFile ? idOf(inFile.rowId) : idOf(`parent of ${rowId}`)),
      currency,
      schemes: settings.schemes,
      body: number.kind === 'number' ? number.body : values.number,
    })
    const parentName = existing ? existing.name : (inFile?.values.name ?? null)
    return { row, item, parentName, own }
  }

  return {
    async judge(rows, around) {
      const above = new Map(rows.map((row) => [row.rowId, around.above(row)]))
      const everyone = new Map<string, CsvRow<ImportKey>>()
      for (const row of [...[...above.values()].flat(), ...rows]) everyone.set(row.rowId, row)
      const failed = await learnParents([...everyone.values()])
      if (failed) return { ok: false, error: failed }
      const placed = inOrder(rows, above).map((row) => place(row, aboveOf(row, above), around.isCircular(row)))
      const checked = await ports.checkRows(placed.map(({ item }) => argumentsOf(item)))
      if (!checked.ok) return checked
      const faults = new Map(checked.value.faulty.map((row) => [row.rowId, row.faults]))
      const said = new Map(placed.map((one) => [one.row.rowId, verdictOn(one, faults.get(one.row.rowId) ?? [])]))
      return ok(rows.flatMap(({ rowId }) => said.get(rowId) ?? []))
    },
    forget(items) {
      parents.clear()
      for (const { rowId } of items) ids.delete(rowId)
    },
  }
}

/** The rows with all that is above them, each once and after those above it. */
function inOrder(
  rows: readonly CsvRow<ImportKey>[],
  above: ReadonlyMap<string, readonly CsvRow<ImportKey>[]>,
): CsvRow<ImportKey>[] {
  const order = new Map<string, CsvRow<ImportKey>>()
  for (const row of rows)
    for (const each of [...(above.get(row.rowId) ?? []), row]) if (!order.has(each.rowId)) order.set(each.rowId, each)
  return [...order.values()]
}

/** What stands above a row, also above one that is only there because another stands under it. */
function aboveOf(
  { rowId }: CsvRow<ImportKey>,
  above: ReadonlyMap<string, readonly CsvRow<ImportKey>[]>,
): readonly CsvRow<ImportKey>[] {
  const own = above.get(rowId)
  if (own) return own
  for (const path of above.values()) {
    const place = path.findIndex((each) => each.rowId === rowId)
    if (place >= 0) return path.slice(0, place)
  }
  return []
}

function argumentsOf(item: ImportedRow): NewAccountRow {
  return { ...item }
}

function verdictOn(
  { row, item, parentName, own }: Placed,
  faults: RowCheck['faulty'][number]['faults'],
): CsvVerdict<ImportKey, ImportedRow> {
  const explained = new Set(own.map(({ path }) => path))
  // What the file's own words explain is not said again by the rule, which knows less of what was typed.
  const told = faults.filter(({ code }) => !REPEATED.has(code)).map(cellFault)
  const all = [...own, ...told.filter(({ path }) => !explained.has(path))]
  return {
    rowId: row.rowId,
    faults: all,
    item: all.length === 0 ? item : null,
    ...(parentName === null || parentName === row.values.parent ? {} : { notes: { parent: parentName } }),
  }
}
