import { useEffect, useRef, useState } from 'react'
import type { AppProblem } from '#shared/contract/views'
import type { Result } from '#shared/kernel/result'
import { useLanguage } from '../format/words'
import { type CsvDraft, type CsvEdits, createCsvDraft, withoutRows } from './csv-draft'
import type { CsvField, CsvFormat, CsvLinks, CsvMapping, CsvSheet, CsvUnique } from './csv-types'
import { readCsvFile } from './read-file'
import { recogniseColumns, recogniseFormat } from './recognise'
import type { BoardCounts, Judge } from './verdict-board'

/** How far an import has come. */
export type CsvStage<Key extends string, Item> =
  | { readonly kind: 'choose' }
  | { readonly kind: 'reading'; readonly fileName: string; readonly share: number }
  | { readonly kind: 'checking'; readonly draft: CsvDraft<Key, Item>; readonly counts: BoardCounts }
  | { readonly kind: 'sending'; readonly done: number; readonly total: number }

export interface CsvImportOptions<Key extends string, Item> {
  readonly fields: readonly CsvField<Key>[]
  readonly unique: readonly CsvUnique<Key>[]
  /** Rows that stand under other rows of the file; left out, each row stands for itself. */
  readonly links?: CsvLinks<Key>
  readonly judge: Judge<Key, Item>
  /** Sends at most `sendSize` rows as one command; `leftOut` rows of the file are not sent at all. */
  readonly send: (items: readonly Item[], leftOut: number) => Promise<Result<null, AppProblem>>
  readonly sendSize: number
  /** Everything was sent; `leftOut` are the lines of the rows that were not. */
  readonly onDone: (count: number, leftOut: readonly string[]) => void
  /** A file to begin with, instead of asking for one. */
  readonly file?: File
}

export interface CsvImportState<Key extends string, Item> {
  readonly stage: CsvStage<Key, Item>
  /** Why the last thing asked for was not done. */
  readonly problem: AppProblem | null
  /** Rows sent by commands of this window before it was stopped. */
  readonly sentBefore: number
  open(file: File, delimiter?: string): void
  chooseAnother(): void
  setDelimiter(delimiter: string): void
  setColumn(key: Key, column: number | null): void
  setFormat(change: Partial<CsvFormat>): void
  type(index: number, key: Key, text: string): void
  sendReady(): void
  /** Ends reading or sending; what was sent stays sent. */
  cancel(): void
}

const NONE: CsvEdits<never> = new Map<string, ReadonlyMap<never, string>>()

/** A file from the disk to the commands: read, mapped, judged, corrected, sent. Nothing of it blocks the window. */
export function useCsvImport<Key extends string, Item>(
  options: CsvImportOptions<Key, Item>,
): CsvImportState<Key, Item> {
  const language = useLanguage()
  const [stage, setStage] = useState<CsvStage<Key, Item>>({ kind: 'choose' })
  const [problem, setProblem] = useState<AppProblem | null>(null)
  const [sentBefore, setSentBefore] = useState(0)
  const file = useRef<File | null>(null)
  const work = useRef(new AbortController())
  const board = useRef<CsvDraft<Key, Item>['board'] | null>(null)
  const gone = useRef(false)

  const begin = (): AbortSignal => {
    work.current.abort()
    board.current?.stop()
    work.current = new AbortController()
    setProblem(null)
    return work.current.signal
  }
  useEffect(() => {
    gone.current = false
    return () => {
      gone.current = true
      work.current.abort()
      board.current?.stop()
    }
  }, [])

  const run = async (draft: CsvDraft<Key, Item>, signal: AbortSignal) => {
    if (draft.unmapped.length > 0) return
    const failed = await draft.board.run()
    if (failed && !signal.aborted) setProblem(failed)
  }

  const check = (sheet: CsvSheet, mapping: CsvMapping<Key>, format: CsvFormat, edits: CsvEdits<Key>) => {
    const signal = begin()
    const { fields, unique, links, judge } = options
    const onProgress = (counts: BoardCounts) => {
      if (!signal.aborted) setStage({ kind: 'checking', draft, counts })
    }
    const draft = createCsvDraft<Key, Item>({ sheet, fields, mapping, format, edits, unique, links, judge, onProgress })
    board.current = draft.board
    setStage({ kind: 'checking', draft, counts: { rows: sheet.rows.length, judged: 0, faulty: 0 } })
    void run(draft, signal)
  }

  const read = async (chosen: File, delimiter: string | null, edits: CsvEdits<Key>) => {
    const signal = begin()
    file.current = chosen
    setStage({ kind: 'reading', fileName: chosen.name, share: 0 })
    const onProgress = (share: number) => {
      if (!signal.aborted) setStage({ kind: 'reading', fileName: chosen.name, share })
    }
    const answer = await readCsvFile(chosen, { delimiter, signal, onProgress })
    if (signal.aborted) return
    if (!answer.ok) {
      setStage({ kind: 'choose' })
      setProblem(answer.problem)
      return
    }
    const { sheet } = answer
    const mapping = recogniseColumns(sheet.header, options.fields)
    const usual: CsvFormat = { decimal: language === 'id' ? ',' : '.', dateOrder: 'day' }
    check(sheet, mapping, recogniseFormat(sheet, options.fields, mapping, usual), edits)
  }

  const send = async (draft: CsvDraft<Key, Item>) => {
    const signal = begin()
    const ready = draft.board.ready()
    const sent = new Set<number>()
    for (let from = 0; from < ready.length && !signal.aborted; from += options.sendSize) {
      setStage({ kind: 'sending', done: sent.size, total: ready.length })
      const part = ready.slice(from, from + options.sendSize)
      const answer = await options.send(
        part.map(({ item }) => item),
        draft.sheet.rows.length - ready.length,
      )
      if (!answer.ok) {
        // What stands in the way now stood there for no row when it was judged: all that is left is judged anew.
        check(withoutRows(draft.sheet, sent), draft.mapping, draft.format, draft.edits())
        setSentBefore((before) => before + sent.size)
        setProblem(answer.error)
        return
      }
      for (const { index } of part) sent.add(index)
    }
    if (gone.current) return
    if (sent.size === ready.length) {
      const leftOut = draft.sheet.rows.flatMap(({ rowId }, index) => (sent.has(index) ? [] : [rowId]))
      options.onDone(sentBefore + sent.size, leftOut)
      return
    }
    setSentBefore((before) => before + sent.size)
    check(withoutRows(draft.sheet, sent), draft.mapping, draft.format, draft.edits())
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: the file is there when the window opens, or not at all
  useEffect(() => {
    if (options.file) void read(options.file, null, NONE)
  }, [])

  const draft = stage.kind === 'checking' ? stage.draft : null
  return {
    stage,
    problem,
    sentBefore,
    open: (chosen, delimiter) => void read(chosen, delimiter ?? null, NONE),
    chooseAnother() {
      begin()
      file.current = null
      setStage({ kind: 'choose' })
    },
    setDelimiter(delimiter) {
      if (file.current && draft) void read(file.current, delimiter, draft.edits())
    },
    setColumn(key, column) {
      if (!draft) return
      // A column tells one thing: where it served another field, that one has none now.
      const freed = Object.fromEntries(
        Object.entries(draft.mapping).map(([other, used]) => [other, used === column ? null : used]),
      )
      check(draft.sheet, { ...draft.mapping, ...freed, [key]: column }, draft.format, draft.edits())
    },
    setFormat(change) {
      if (draft) check(draft.sheet, draft.mapping, { ...draft.format, ...change }, draft.edits())
    },
    type(index, key, text) {
      if (!draft) return
      draft.type(index, key, text)
      const counts = draft.board.counts()
      setStage((before) => (before.kind === 'checking' ? { ...before, counts } : before))
      void run(draft, work.current.signal)
    },
    sendReady() {
      if (draft) void send(draft)
    },
    cancel() {
      if (stage.kind === 'sending') work.current.abort()
      else if (stage.kind === 'reading') {
        begin()
        setStage({ kind: 'choose' })
      }
    },
  }
}
