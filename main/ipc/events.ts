import type { z } from 'zod'
import { type IpcEvent, type IpcEventData, ipcEvents } from '#shared/contract/ipc'
import { faultsOf } from '#shared/domain/command'

export type EmitEvent = <E extends IpcEvent>(event: E, data: IpcEventData<E>) => void

type Schemas = { readonly [E in IpcEvent]: z.ZodType<IpcEventData<E>> }
const schemas: Schemas = ipcEvents

export interface EventPorts {
  /** Nothing where there is no window. */
  send(event: string, data: unknown): void
  logFault(event: string, fault: unknown): void
}

/** Tells the window something unasked, if it is what the contract says; anything else is a bug, logged and kept in. */
export function createEventEmitter({ send, logFault }: EventPorts): EmitEvent {
  return (event, data) => {
    const checked = schemas[event].safeParse(data)
    if (checked.success) send(event, checked.data)
    else
      logFault(
        event,
        faultsOf(checked.error).map((fault) => `${fault.path} ${fault.code}`),
      )
  }
}
