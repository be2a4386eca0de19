import { knownStorageProblem } from '#main/storage/problems'
import type { Store } from '#main/storage/store'
import type { AppProblem } from '#shared/contract/views'
import { err, ok, type Result } from '#shared/kernel/result'

/** Runs `work` in a transaction; a full or failing disk becomes a problem and leaves everything as it was. */
export function durably<T>(store: Pick<Store, 'transaction'>, work: () => T): Result<T, AppProblem> {
  try {
    return ok(store.transaction(work))
  } catch (error) {
    const problem = knownStorageProblem(error)
    if (!problem) throw error
    return err(problem)
  }
}
