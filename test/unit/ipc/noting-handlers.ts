import type { IpcHandlers } from '#main/ipc/router'
import { type IpcCall, ipcCalls } from '#shared/contract/ipc'
import { newId } from '#shared/kernel/ids'
import { err, ok } from '#shared/kernel/result'

/** Handlers for every call that only note that they were reached; `commands.newId` answers, the others say a code. */
export function notingHandlers(note: (call: IpcCall) => void): IpcHandlers {
  const said = (call: IpcCall) => () => {
    note(call)
    return err({ code: 'test.reached' })
  }
  const entries = Object.keys(ipcCalls).map((call) => [call, said(call as IpcCall)])
  return {
    ...(Object.fromEntries(entries) as IpcHandlers),
    'commands.newId': () => {
      note('commands.newId')
      return ok({ id: newId({ nowMs: 0, randomBytes: (n) => new Uint8Array(n) }) })
    },
  }
}
