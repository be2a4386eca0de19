import { SAVED_VIEW_SIZE } from '#shared/contract/account-views'
import type { AppProblem } from '#shared/contract/views'
import type { JsonValue } from '#shared/kernel/json'
import { err, ok, type Result } from '#shared/kernel/result'
import type { MetaStore } from './store'

/**
 * How a user wants to see a list: order, columns, widths, filters. Kept in the user's own encrypted copy, as a filter may
 * say as much about a company as its figures do.
 */
export interface SavedViews {
  /** Null where nothing was saved, or where what was saved can no longer be read. */
  load(name: string): JsonValue
  /** Error: `view.too_large`. */
  save(name: string, view: JsonValue): Result<null, AppProblem>
}

export function createSavedViews(meta: MetaStore): SavedViews {
  const key = (name: string): string => `view.${name}`
  return {
    load(name) {
      const text = meta.get(key(name))
      if (text === undefined) return null
      try {
        return JSON.parse(text)
      } catch {
        return null
      }
    },
    save(name, view) {
      const text = JSON.stringify(view)
      if (text.length > SAVED_VIEW_SIZE) return err({ code: 'view.too_large', params: { most: SAVED_VIEW_SIZE } })
      meta.set(key(name), text)
      return ok(null)
    },
  }
}
