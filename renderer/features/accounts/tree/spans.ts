import { type AccountSpan, SPAN_ROWS } from '#shared/contract/account-views'
import type { TreeLayout } from './layout'
import type { AccountSource } from './use-account-pages'

/**
 * The rows first…last as parts of lists that the main process knows, so that rows which are not loaded can be named too:
 * each run of neighbours among siblings is one part, cut where it is longer than one question may be.
 */
export function spansOf(layout: TreeLayout, source: AccountSource, first: number, last: number): AccountSpan[] {
  const spans: AccountSpan[] = []
  let run: { readonly parent: string | null; readonly from: number; count: number } | undefined
  const end = () => {
    if (run) spans.push(...cut(source, run.parent, run.from, run.count))
    run = undefined
  }
  for (let row = Math.max(0, first); row <= Math.min(last, layout.size - 1); row += 1) {
    const slot = layout.slotAt(row)
    if (!slot) break
    if (run && run.parent === slot.parent && run.from + run.count === slot.index) run.count += 1
    else {
      end()
      run = { parent: slot.parent, from: slot.index, count: 1 }
    }
  }
  end()
  return spans
}

function cut(source: AccountSource, parentId: string | null, from: number, count: number): AccountSpan[] {
  const spans: AccountSpan[] = []
  for (let done = 0; done < count; done += SPAN_ROWS) {
    const rows = { sort: source.sort, offset: from + done, limit: Math.min(SPAN_ROWS, count - done) }
    spans.push(
      source.kind === 'tree'
        ? { kind: 'children', parentId, ...rows }
        : { kind: 'matches', text: source.text, filter: source.filter, ...rows },
    )
  }
  return spans
}

/** Parts in questions that are small enough to be answered in a moment. */
export function questions(spans: readonly AccountSpan[], mostSpans = 100): AccountSpan[][] {
  const all: AccountSpan[][] = []
  let rows = 0
  for (const span of spans) {
    const last = all.at(-1)
    if (!last || rows + span.limit > SPAN_ROWS || last.length >= mostSpans) {
      all.push([span])
      rows = span.limit
    } else {
      last.push(span)
      rows += span.limit
    }
  }
  return all
}
