import type { BendaharaApi } from '../shared/contract/ipc'

/** What the preload script puts on `window`, for the renderer's type-checker. */
declare global {
  interface Window {
    readonly bendahara: BendaharaApi
  }
}

export type { BendaharaApi }
