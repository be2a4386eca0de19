import type { IpcAnswer, IpcArgs, IpcCall, IpcResult } from '#shared/contract/ipc'
import type { BendaharaApi } from '../../preload/api'

/** The connection to the main process, put on the window by the preload script. */
export function bridge(): BendaharaApi {
  return window.bendahara
}

/** Asks the main process. Never throws: a broken connection is the problem `app.bridge_failed`. */
export async function ask<C extends IpcCall>(call: C, args: IpcArgs<C>): Promise<IpcAnswer<IpcResult<C>>> {
  try {
    return await bridge().invoke(call, args)
  } catch (error) {
    console.error(`call ${call} failed`, error)
    return { ok: false, problem: { code: 'app.bridge_failed' } }
  }
}
