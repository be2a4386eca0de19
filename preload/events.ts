import type { BendaharaApi, IpcEvent } from '../shared/contract/ipc'

// A record and not a list: a missing event does not compile, and no schema code is bundled into the preload script.
const EVENTS: Readonly<Record<IpcEvent, true>> = {
  changed: true,
  status: true,
  session: true,
  settings: true,
  menu: true,
}

type Listener = (data: never) => void

function isEvent(name: unknown): name is IpcEvent {
  return typeof name === 'string' && Object.hasOwn(EVENTS, name)
}

/**
 * Hands what main tells the window to whoever listens. `receive` takes one message as it came over the channel;
 * names that the contract does not have are dropped. `on` throws TypeError for such a name: it is a bug of the caller.
 */
export function createEventHub(): { receive(name: unknown, data: unknown): void; on: BendaharaApi['on'] } {
  const listeners = new Map<IpcEvent, Set<Listener>>()
  return {
    receive(name, data) {
      if (!isEvent(name)) return
      for (const listener of listeners.get(name) ?? []) deliver(listener, data)
    },
    on(event, listener) {
      if (!isEvent(event)) throw new TypeError(`no such event: ${String(event)}`)
      const ofEvent = listeners.get(event) ?? new Set<Listener>()
      listeners.set(event, ofEvent)
      ofEvent.add(listener)
      return () => {
        ofEvent.delete(listener)
      }
    },
  }
}

/** Main checked the data against the event's schema before sending; the type is restored here, once. */
function deliver(listener: Listener, data: unknown): void {
  const untyped = listener as (data: unknown) => void
  untyped(data)
}
