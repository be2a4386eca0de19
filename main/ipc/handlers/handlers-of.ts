import type { IpcCall } from '#shared/contract/ipc'
import type { IpcHandlers } from '../router'

/** The handlers of one area: every call whose name starts with `Area.`. */
export type HandlersOf<Area extends string> = Pick<IpcHandlers, Extract<IpcCall, `${Area}.${string}`>>
