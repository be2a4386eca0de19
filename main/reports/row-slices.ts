import { setImmediate as nextTurn } from 'node:timers/promises'

/** Milliseconds of work at a time: a window that waits for an answer meanwhile does not notice. */
const SLICE_MS = 6

/**
 * Rows as they come, with a turn for everything else after every few milliseconds in which the reader was at work. `nowMs`
 * is any clock that only goes forward.
 */
export async function* inSlices<Row>(
  rows: Iterable<Row> | AsyncIterable<Row>,
  nowMs: () => number = () => performance.now(),
): AsyncGenerator<Row> {
  let begun = nowMs()
  for await (const row of rows) {
    yield row
    if (nowMs() - begun < SLICE_MS) continue
    await nextTurn()
    begun = nowMs()
  }
}

interface Sampled<Row> {
  /** The first rows. */
  readonly sample: readonly Row[]
  /** All rows, the first ones again. */
  readonly all: AsyncIterable<Row>
}

/** Looks at the first `count` rows, by which columns are given their widths. */
export async function sampled<Row>(rows: Iterable<Row> | AsyncIterable<Row>, count: number): Promise<Sampled<Row>> {
  const rest = inSlices(rows)
  const sample: Row[] = []
  while (sample.length < count) {
    const next = await rest.next()
    if (next.done === true) break
    sample.push(next.value)
  }
  return { sample, all: chained(sample, rest) }
}

async function* chained<Row>(first: readonly Row[], rest: AsyncGenerator<Row>): AsyncGenerator<Row> {
  try {
    yield* first
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}
