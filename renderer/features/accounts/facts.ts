/**
 * What people are told about a sub-account's changes, flattened out of documents, audit entries and command arguments,
 * which all name the same fields: so a pending command, a history entry and a dialog speak of a change in the same words.
 */
export const FACTS = [
  'name',
  'parentId',
  'scheme',
  'number',
  'externalRef',
  'tags',
  'limits.debit.perTransaction',
  'limits.debit.daily',
  'limits.credit.perTransaction',
  'limits.credit.daily',
  'block',
  'blockReason',
  'status',
  'closeReason',
] as const
export type Fact = (typeof FACTS)[number]

/** Text by fact; null where it is known that there is none (no limit, no reference). */
export type Facts = Readonly<Partial<Record<Fact, string | null>>>

export interface FactChange {
  readonly fact: Fact
  /** Undefined where what was before is not known here. */
  readonly from: string | null | undefined
  readonly to: string | null
}

/** Facts of a document or of an audit entry's before or after, whatever of them is there and readable. */
export function factsOfDocument(document: unknown): Facts {
  const facts: Partial<Record<Fact, string | null>> = {}
  for (const fact of FACTS) {
    const value = textOf(valueAt(document, fact))
    if (value !== undefined) facts[fact] = value
  }
  return facts
}

/** Facts that a command wants, by its type and arguments. A field it does not name stays as it is, so it is no fact. */
export function factsOfCommand(type: string, args: unknown): Facts {
  const wanted = factsOfDocument(type === 'subAccount.setLimits' ? { limits: args } : args)
  const reason = textOf(valueAt(args, 'reason'))
  const told = (fact: Fact): Facts => (reason === undefined ? {} : { [fact]: reason })
  if (type === 'subAccount.setBlock') return { ...wanted, ...told('blockReason') }
  return type === 'subAccount.close' ? { ...wanted, status: 'closed', ...told('closeReason') } : wanted
}

/** What is other afterwards. A fact that only `before` has went away only if `after` is a whole document. */
export function changesBetween(before: Facts, after: Facts, isWhole: boolean): FactChange[] {
  return FACTS.flatMap((fact): FactChange[] => {
    const from = before[fact]
    const to = after[fact]
    if (to === undefined) return isWhole && from !== undefined && from !== null ? [{ fact, from, to: null }] : []
    return from === to || (from === undefined && isWhole && to === null) ? [] : [{ fact, from, to }]
  })
}

function valueAt(document: unknown, path: string): unknown {
  let value = document
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined
    value = new Map<string, unknown>(Object.entries(value)).get(key)
  }
  return value
}

function textOf(value: unknown): string | null | undefined {
  if (value === null || typeof value === 'string') return value
  if (!Array.isArray(value)) return undefined
  const words = value.filter((item) => typeof item === 'string')
  return words.length === 0 ? null : words.join(', ')
}
