/** An invariant of docs that did not hold. The numbers are those of docs "Invariants the simulation holds". */
export class Violation extends Error {
  constructor(
    readonly invariant: number,
    readonly found: string,
  ) {
    super(`invariant ${invariant} (${INVARIANTS[invariant] ?? 'unknown'}): ${found}`)
  }
}

export const INVARIANTS: Readonly<Record<number, string>> = {
  0: 'the product reports no bug of its own',
  1: 'no command the user saw accepted is ever lost',
  2: 'no command takes effect twice',
  3: 'the same id always means the same payload',
  4: 'every unfinished command has a timer',
  5: 'order within a stream is kept',
  6: 'no child before its parent',
  7: 'postings sum to zero, balances and holds add up',
  8: 'what the user sees is what the bank has and what is pending, nothing of refused commands',
  9: 'without pending commands a copy is exactly what the bank has at the cursor',
  10: 'cursors never go back',
  11: 'no partial page is visible',
  12: 'a snapshot equals what increments make',
  13: 'what was deleted stays deleted',
  14: 'what is settled never becomes pending again',
  15: 'nothing of one user reaches another',
  16: 'a locked profile is not read, and keeps its queue',
  17: 'a file arrives byte by byte as it was given, and is not lost on the way',
  18: 'a flipped byte is caught before sending',
  19: 'after the faults every copy equals the bank within bounded time',
  20: 'clock jumps change labels only',
}
