import type { BendaharaApi } from '#shared/contract/ipc'
import { api } from './api'
import { applySession, applySettings, applyStatus, type Cache } from './pushed'
import { isTag, type Tag } from './tags'

/** Milliseconds in which `changed` events are gathered: a large pull sends many, and one refetch answers them all. */
export const GATHER_MS = 60

/**
 * Drops the answers made from `tags`. What is being asked at this moment is asked once more when its answer is here: RTK
 * Query starts no second request for it and so would keep an answer that may be older than the change.
 */
function askAgain({ dispatch, getState }: Cache, tags: Tag[]): void {
  const underWay = dispatch(api.util.getRunningQueriesThunk())
  dispatch(api.util.invalidateTags(tags))
  for (const query of underWay) {
    void query.then(() => {
      const touched = api.util.selectInvalidatedBy(getState(), tags)
      if (touched.some(({ queryCacheKey }) => queryCacheKey === query.queryCacheKey)) void query.refetch()
    })
  }
}

/** Keeps the cache true to what main says. Returns how to stop. */
export function followMain(main: Pick<BendaharaApi, 'on'>, cache: Cache): () => void {
  const stale = new Set<Tag>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const refetchStale = () => {
    timer = undefined
    const tags = [...stale]
    stale.clear()
    askAgain(cache, tags)
  }
  // Not a debounce that starts anew with each event: during a long pull that would never end.
  const markStale = (tags: readonly Tag[]) => {
    for (const tag of tags) stale.add(tag)
    if (stale.size > 0) timer ??= setTimeout(refetchStale, GATHER_MS)
  }

  const stops = [
    main.on('changed', ({ types, outbox }) =>
      markStale([...types.filter(isTag), ...(outbox ? ['outbox' as const] : [])]),
    ),
    main.on('status', (status) => {
      applyStatus(cache, status)
      markStale(['connection'])
    }),
    main.on('session', (session) => applySession(cache, session)),
    main.on('settings', (settings) => applySettings(cache, settings)),
  ]
  return () => {
    clearTimeout(timer)
    for (const stop of stops) stop()
  }
}
