import { type Difference, type LeafValue, leavesOf } from '#shared/domain/audit/differences'
import { isId } from '#shared/kernel/ids'
import { type ToldEntry, textAt } from './told-entry'

/** Characters of one entry that can be found: a thousand names and references. */
const LONGEST_TEXT = 65_536
/** Hex digits at the end of an id that tell it from all others; its beginning is the time. */
const COMMAND_ID_END = 12
/** Nobody looks for these: they are in every entry, or say nothing. */
const UNSEARCHED = new Set(['version', 'updatedAt', 'usedToday', 'currency'])
const IDENTITY = ['name', 'number', 'reference', 'externalRef'] as const
const INSTANT = /^\d{4}-\d{2}-\d{2}T/
const NO_AMOUNT = /^[0.]*$/

/**
 * What an entry can be found by: the names and numbers of what it is about, what it changed, what was asked for, and the
 * random end of the command's id; each once, and none of the ids and moments in it. Lines, one a value.
 */
export function searchedText(entry: ToldEntry, different: readonly Difference[]): string {
  const { commandId, before, after, args } = entry
  const values = new Set<string>([commandId.slice(-COMMAND_ID_END)])
  let length = 0
  const add = (value: unknown): void => {
    if (typeof value !== 'string' || length > LONGEST_TEXT || values.has(value)) return
    if (isId(value) || INSTANT.test(value) || NO_AMOUNT.test(value)) return
    values.add(value)
    length += value.length
  }
  const addLeaf = (key: string | undefined, value: LeafValue | undefined): void => {
    if (key !== undefined && UNSEARCHED.has(key)) return
    if (Array.isArray(value)) value.forEach(add)
    else add(value)
  }
  for (const key of IDENTITY) {
    add(textAt(after, key))
    add(textAt(before, key))
  }
  for (const { path, from, to } of different) {
    addLeaf(path[0], to)
    addLeaf(path[0], from)
  }
  for (const { path, value } of leavesOf(args)) addLeaf(path[0], value)
  return [...values].join('\n')
}
