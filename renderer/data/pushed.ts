import type { ThunkDispatch, UnknownAction } from '@reduxjs/toolkit'
import type { SessionState, Settings, SyncStatus } from '#shared/contract/views'
import { api } from './api'

/** Takes over what main says unasked, or answered to a change, as if it had just been fetched. */
export interface Cache {
  readonly dispatch: ThunkDispatch<DataState, unknown, UnknownAction>
  getState(): DataState
}
export type DataState = { [api.reducerPath]: ReturnType<typeof api.reducer> }

/**
 * The new session. When it is no longer unlocked, everything fetched before is forgotten first, so that neither a locked
 * screen nor the next user keeps another's figures in memory.
 */
export function applySession({ dispatch, getState }: Cache, session: SessionState): void {
  const before = api.endpoints.session.select()(getState()).data
  if (before?.phase === 'unlocked' && session.phase !== 'unlocked') {
    const settings = api.endpoints.settings.select()(getState()).data
    dispatch(api.util.resetApiState())
    if (settings) applySettings({ dispatch }, settings)
  }
  dispatch(api.util.upsertQueryEntries([{ endpointName: 'session', arg: undefined, value: session }]))
}

export function applySettings({ dispatch }: Pick<Cache, 'dispatch'>, settings: Settings): void {
  dispatch(api.util.upsertQueryEntries([{ endpointName: 'settings', arg: undefined, value: settings }]))
}

export function applyStatus({ dispatch }: Pick<Cache, 'dispatch'>, status: SyncStatus): void {
  dispatch(api.util.upsertQueryEntries([{ endpointName: 'syncStatus', arg: undefined, value: status }]))
}
