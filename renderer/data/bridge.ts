import type { BendaharaApi, IpcAnswer, IpcArgs, IpcCall, IpcResult } from '#shared/contract/ipc'

declare global {
  interface Window {
    /** Put there by the preload script; absent only outside the app's own window. */
    readonly bendahara?: BendaharaApi
  }
}

/** The connection to the main process. Throws outside the app's own window, where nothing can work. */
export function bridge(): BendaharaApi {
  if (!window.bendahara) throw new Error('this page runs only inside the Bendahara window')
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
