import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

let collect: (() => void) | undefined
let asked = false

/**
 * Lets go of closed connections now. libsql closes the file, and forgets its key, only when the connection's statement
 * objects are collected as garbage; until then Windows refuses to delete the file, and a locked profile's key would stay
 * in memory for as long as the collector sees no need to run. One collection serves all connections closed in one turn.
 */
export function collectClosedConnections(): void {
  if (asked) return
  asked = true
  setImmediate(() => {
    asked = false
    collect ??= exposedCollector()
    collect?.()
  })
}

/**
 * Takes over when closed connections are let go of: from then on only a call of the answer does it. For a process that
 * closes thousands of them, where a full collection for each would take longer than its work.
 */
export function collectOnRequest(): () => void {
  const collector = exposedCollector()
  collect = () => {}
  return () => collector?.()
}

function exposedCollector(): (() => void) | undefined {
  setFlagsFromString('--expose-gc')
  const exposed: unknown = runInNewContext('typeof gc === "function" ? gc : undefined')
  return typeof exposed === 'function' ? () => void Reflect.apply(exposed, undefined, []) : undefined
}
