import { describe, expect, it } from 'vitest'
import { arrivalsIn } from '#main/sync/arrivals'
import { affectedBy, createGuessMemory, type DocumentKey, type Footprint } from '#main/sync/guess-memory'
import { documentKey } from '#main/sync/recording-reader'

const ACCOUNT = 'subAccount'

function memoryOf(guesses: Readonly<Record<string, Partial<Record<'reads' | 'writes', readonly string[]>>>>) {
  const values = new Map<string, string>()
  const memory = createGuessMemory({
    get: (key) => values.get(key),
    set: (key, value) => void values.set(key, value),
    delete: (key) => void values.delete(key),
  })
  for (const [id, { reads = [], writes = [] }] of Object.entries(guesses)) memory.remember(id, made(reads, writes))
  memory.changed()
  return { memory, values }
}

/** Accounts by a letter; anything with an equals sign is a look-up. */
function made(reads: readonly string[], writes: readonly string[]): Footprint {
  const key = (name: string) => (name.includes('=') ? name : documentKey(ACCOUNT, name))
  const documents = writes.filter((name) => !name.includes('=')).map((id): DocumentKey => ({ type: ACCOUNT, id }))
  return { reads: new Set(reads.map(key)), writes: new Set(writes.map(key)), documents, makesOnly: false }
}

function affected(
  { memory }: ReturnType<typeof memoryOf>,
  changed: readonly string[],
  gone: readonly string[] = [],
  underneath: Readonly<Record<string, readonly string[]>> = {},
): string[] {
  const facts = new Map(
    changed.map((name) => [name.includes('=') ? name : documentKey(ACCOUNT, name), new Set<string>()] as const),
  )
  return [...affectedBy(memory, facts, new Set(gone), ({ id }) => underneath[id] ?? [])].sort()
}

describe('what a change reaches', () => {
  it('is nobody where no guess read or wrote what changed', () => {
    expect(affected(memoryOf({ one: { reads: ['a'], writes: ['a'] } }), ['b'])).toEqual([])
  })

  it('is who read it, who wrote it, and who asked for it by a field', () => {
    const memory = memoryOf({
      reader: { reads: ['a'], writes: ['x'] },
      writer: { writes: ['a'] },
      asker: { reads: ['subAccount.number=1'], writes: ['y'] },
      other: { reads: ['b'], writes: ['b'] },
    })
    expect(affected(memory, ['a', 'subAccount.number=1'])).toEqual(['asker', 'reader', 'writer'])
  })

  it('goes on along what those have written, to readers and to other writers', () => {
    const memory = memoryOf({
      first: { reads: ['a'], writes: ['b'] },
      second: { reads: ['b'], writes: ['c'] },
      third: { writes: ['c'] },
      other: { reads: ['d'], writes: ['d'] },
    })
    expect(affected(memory, ['a'])).toEqual(['first', 'second', 'third'])
  })

  it('includes who wrote what an affected guess reads: made again, it must not see what came after it', () => {
    const memory = memoryOf({ early: { reads: ['a', 'b'], writes: ['x'] }, late: { writes: ['b'] } })
    expect(affected(memory, ['a'])).toEqual(['early', 'late'])
  })

  it('is not who wrote another document with the same field: siblings have a parent in common', () => {
    const memory = memoryOf({ sibling: { writes: ['a', 'subAccount.parentId=p'] } })
    expect(affected(memory, ['b', 'subAccount.parentId=p'])).toEqual([])
  })

  it('includes the gone, and whom their taking back reaches', () => {
    const memory = memoryOf({ gone: { writes: ['a'] }, builtUpon: { reads: ['a'], writes: ['b'] }, other: {} })
    expect(affected(memory, [], ['gone'])).toEqual(['builtUpon', 'gone'])
  })

  it('includes who asks for what a document says underneath the guess', () => {
    const memory = memoryOf({
      mover: { writes: ['a', 'subAccount.parentId=new'] },
      asker: { reads: ['subAccount.parentId=old'], writes: ['b'] },
    })
    expect(affected(memory, [], ['mover'], { a: ['subAccount.parentId=old'] })).toEqual(['asker', 'mover'])
  })

  it('knows nothing of a guess that was forgotten or made anew elsewhere', () => {
    const { memory, values } = memoryOf({ one: { reads: ['a'], writes: ['a'] } })
    memory.remember('one', made(['b'], ['b']))
    expect(affected({ memory, values }, ['a'])).toEqual([])
    expect(affected({ memory, values }, ['b'])).toEqual(['one'])
    memory.forget('one')
    expect(affected({ memory, values }, ['b'])).toEqual([])
  })
})

describe('trust in what is remembered', () => {
  it('ends where the store says something else, as after a transaction that was rolled back', () => {
    const { memory, values } = memoryOf({ one: { writes: ['a'] } })
    expect(memory.holds()).toBe(true)
    const before = new Map(values)
    memory.changed()
    for (const [key, value] of before) values.set(key, value)
    expect(memory.holds()).toBe(false)
    memory.changed()
    expect(memory.holds()).toBe(true)
  })

  it('is not there in a new process', () => {
    const { values } = memoryOf({})
    const another = createGuessMemory({
      get: (key) => values.get(key),
      set: (key, value) => void values.set(key, value),
      delete: (key) => void values.delete(key),
    })
    expect(another.holds()).toBe(false)
  })
})

describe('what the bank sends of a command that only makes documents', () => {
  const { memory } = memoryOf({
    first: { writes: ['a', 'b'] },
    second: { writes: ['c'] },
    changing: { reads: ['d'], writes: ['d'] },
  })
  for (const id of ['first', 'second']) memory.remember(id, { ...must(memory.of(id)), makesOnly: true })
  const sent = (id: string, doc: object | null = { number: `88${id}`, parentId: 'p' }) => ({ type: ACCOUNT, id, doc })
  const spared = (facts: ReadonlyMap<string, ReadonlySet<string>>, fact: string) => [...(facts.get(fact) ?? ['none'])]

  it('is no matter to it, what others send is', () => {
    const { documents, facts } = arrivalsIn([sent('a'), sent('d'), sent('e')], memory, new Set())
    expect(documents).toEqual([{ type: ACCOUNT, id: 'a' }])
    expect(spared(facts, documentKey(ACCOUNT, 'a'))).toEqual(['first'])
    expect(spared(facts, 'subAccount.number=88a')).toEqual(['first'])
    expect(spared(facts, documentKey(ACCOUNT, 'd'))).toEqual([])
    expect(spared(facts, documentKey(ACCOUNT, 'e'))).toEqual([])
  })

  it('is a matter to it where another document of the page answers the same question', () => {
    const { facts } = arrivalsIn([sent('a'), sent('b'), sent('c')], memory, new Set())
    expect(spared(facts, documentKey(ACCOUNT, 'c'))).toEqual(['second'])
    expect(spared(facts, 'subAccount.parentId=p')).toEqual([])
    const own = arrivalsIn([sent('a'), sent('b')], memory, new Set())
    expect(spared(own.facts, 'subAccount.parentId=p')).toEqual(['first'])
  })

  it('is nothing where the document goes, or the command is not pending any more', () => {
    expect(arrivalsIn([sent('a', null)], memory, new Set()).documents).toEqual([])
    expect(arrivalsIn([sent('a'), sent('c')], memory, new Set(['first'])).documents).toEqual([
      { type: ACCOUNT, id: 'c' },
    ])
  })
})

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not there')
  return value
}
