import type { JsonValue } from '#shared/kernel/json'
import { ask } from './bridge'

/** Milliseconds that a view rests before it is kept: drawing a column wider changes it with every pixel. */
const RESTING_MS = 200

interface Waiting {
  readonly timer: ReturnType<typeof setTimeout>
  readonly send: () => void
}

const waiting = new Map<string, Waiting>()

/** How the signed-in user wants to see a list, as it was saved; null where nothing was, or where main cannot be asked. */
export async function loadView(name: string): Promise<unknown> {
  const answer = await ask('views.load', { name })
  return answer.ok ? answer.value.view : null
}

/** Keeps it in the user's own copy a moment later. One that cannot be kept is lost with the app, never shown to the user. */
export function saveView(name: string, view: JsonValue): void {
  const before = waiting.get(name)
  if (before) clearTimeout(before.timer)
  const send = () => {
    waiting.delete(name)
    void ask('views.save', { name, view })
  }
  waiting.set(name, { send, timer: setTimeout(send, RESTING_MS) })
}

/** Keeps at once what still rests, as when its screen goes: the next user's copy is not where it belongs. */
export function saveViewNow(name: string): void {
  const last = waiting.get(name)
  if (!last) return
  clearTimeout(last.timer)
  last.send()
}
