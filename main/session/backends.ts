import type { AppProblem, BackendChoice, SessionState } from '#shared/contract/views'
import { err, ok, type Result } from '#shared/kernel/result'
import { bankOrigin } from './bank-address'
import type { PreferenceStore } from './preferences'

export const BUNDLED_ID = 'bundled'

/** The users of the bundled bank's demo seed (docs/protocol.md "Running the bundled bank"). */
const DEMO_USERS: SessionState['demoUsers'] = [
  { companyId: 'NUSANTARA', userId: 'maker', role: 'treasury_maker' },
  { companyId: 'NUSANTARA', userId: 'approver', role: 'treasury_approver' },
  { companyId: 'NUSANTARA', userId: 'manager', role: 'manager' },
  { companyId: 'NUSANTARA', userId: 'product', role: 'product_manager' },
  { companyId: 'NUSANTARA', userId: 'warehouse', role: 'warehouse_staff' },
  { companyId: 'NUSANTARA', userId: 'admin', role: 'system_admin' },
]

/** The banks this installation can talk to, and which one it does. */
export interface Backends {
  all(): BackendChoice[]
  chosen(): BackendChoice
  demoUsers(): SessionState['demoUsers']
  /** Errors: `backend.unknown`. */
  choose(id: string): Result<void, AppProblem>
  /** Adds an address and chooses it. Errors: `backend.fixed`, `backend.url_invalid`, `backend.insecure`. */
  add(url: string): Result<void, AppProblem>
}

/**
 * `fixedUrl` is the bank named at start-up: then there is no other, and no demo. `bundledUrl` is where the bundled bank
 * serves, null while it has not been started.
 */
export function createBackends(
  preferences: PreferenceStore,
  fixedUrl: string | undefined,
  bundledUrl: () => string | null,
): Backends {
  const all = (): BackendChoice[] => {
    if (fixedUrl !== undefined) return [{ id: fixedUrl, kind: 'fixed', url: fixedUrl }]
    const remote = preferences.read().remoteBanks.map((url) => ({ id: url, kind: 'remote', url }) as const)
    return [bundled(bundledUrl()), ...remote]
  }
  const chosen = (): BackendChoice => {
    const id = preferences.read().backendId
    const choices = all()
    return choices.find((choice) => choice.id === id) ?? choices[0] ?? bundled(bundledUrl())
  }
  return {
    all,
    chosen,
    demoUsers: () => (chosen().kind === 'bundled' ? DEMO_USERS : []),
    choose(id) {
      if (!all().some((choice) => choice.id === id)) return err({ code: 'backend.unknown' })
      preferences.update({ backendId: id })
      return ok(undefined)
    },
    add(url) {
      if (fixedUrl !== undefined) return err({ code: 'backend.fixed' })
      const origin = bankOrigin(url)
      if (!origin.ok) return origin
      const known = preferences.read().remoteBanks
      preferences.update({
        remoteBanks: known.includes(origin.value) ? known : [...known, origin.value],
        backendId: origin.value,
      })
      return ok(undefined)
    },
  }
}

function bundled(url: string | null): BackendChoice {
  return { id: BUNDLED_ID, kind: 'bundled', url }
}
