import { configureStore, createListenerMiddleware, isAnyOf } from '@reduxjs/toolkit'
import { api } from './api'
import { applySession, applySettings, applyStatus, type DataState } from './pushed'

const { signIn, unlock, lock, signOut, switchUser, changePassword, chooseBackend, addBackend, setSettings, sendNow } =
  api.endpoints

const isNewSession = isAnyOf(
  signIn.matchFulfilled,
  unlock.matchFulfilled,
  lock.matchFulfilled,
  signOut.matchFulfilled,
  switchUser.matchFulfilled,
  changePassword.matchFulfilled,
  chooseBackend.matchFulfilled,
  addBackend.matchFulfilled,
)

/** The window's store: cached answers only. What a screen is busy with lives in that screen. */
export function createStore() {
  const answers = createListenerMiddleware<DataState>()
  // A change's own answer counts at once; main's event for it may come a moment later.
  answers.startListening({
    matcher: isNewSession,
    effect: (action, cache) => applySession(cache, action.payload),
  })
  answers.startListening({
    matcher: setSettings.matchFulfilled,
    effect: (action, cache) => applySettings(cache, action.payload),
  })
  answers.startListening({
    matcher: sendNow.matchFulfilled,
    effect: (action, cache) => applyStatus(cache, action.payload),
  })
  return configureStore({
    reducer: { [api.reducerPath]: api.reducer },
    middleware: (defaults) => defaults().prepend(answers.middleware).concat(api.middleware),
    devTools: false,
  })
}

export type Store = ReturnType<typeof createStore>
