import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useDispatch, useSelector } from 'react-redux'
import type { AccountFilter, AccountSort, AppProblem } from '#shared/contract/views'
import { api, problemOf } from '../../../data/api'
import type { Store } from '../../../data/store'
import { type LoadedPage, type LoadedPages, PAGE_SIZE, type PageRef, pageKey } from './pages'

/** Where rows come from: the tree by parents, or a flat list of matches (which is one list without a parent). */
export type AccountSource =
  | { readonly kind: 'tree'; readonly sort: AccountSort }
  | { readonly kind: 'matches'; readonly sort: AccountSort; readonly text: string; readonly filter: AccountFilter }

export interface AccountPages {
  readonly pages: LoadedPages
  /** Whose rows these are: still the source before, while the new one's first page is on its way. */
  readonly source: AccountSource
  /** No row of any source has come yet. */
  readonly loading: boolean
  readonly problem: AppProblem | null
}

/**
 * Keeps the wanted pages in the cache and fresh while they are wanted. While a new source's first page is on its way the
 * old pages stand, so that sorting and typing do not flicker.
 */
export function useAccountPages(source: AccountSource, wanted: readonly PageRef[]): AccountPages {
  const requests = useMemo(() => wanted.map((ref) => ({ ref, request: requestOf(source, ref) })), [source, wanted])
  useSubscriptions(requests)
  // The same function while the requests are the same: another would answer another list, and a state that is set while
  // it is drawn (below) would be set for ever.
  const select = useCallback((state: State) => requests.map(({ request }) => request.select(state)), [requests])
  const answers = useSelector(select, sameAnswers)
  const loaded = useMemo(() => {
    const pages = new Map<string, LoadedPage>()
    requests.forEach(({ ref }, at) => {
      const answer = answers[at]?.data
      if (answer) pages.set(pageKey(ref), { ref, answer })
    })
    return { pages, source }
  }, [requests, answers, source])

  const [shown, setShown] = useState(loaded)
  const ready = loaded.pages.has(FIRST_PAGE_KEY)
  if (ready && shown !== loaded) setShown(loaded)
  const { pages, source: shownSource } = ready ? loaded : shown
  const first = requests.findIndex(({ ref }) => pageKey(ref) === FIRST_PAGE_KEY)
  const problem = problemOf(answers[first]?.error)
  return { pages, source: shownSource, problem, loading: !pages.has(FIRST_PAGE_KEY) && problem === null }
}

const FIRST_PAGE_KEY = pageKey({ parent: null, page: 0 })

type State = ReturnType<Store['getState']>
type Answer = ReturnType<Request['select']>

function sameAnswers(a: readonly Answer[], b: readonly Answer[]): boolean {
  return a.length === b.length && a.every(({ data, error }, at) => data === b[at]?.data && error === b[at]?.error)
}

interface Request {
  readonly key: string
  start(dispatch: Store['dispatch']): Subscription
  select(state: State): Pick<ReturnType<ReturnType<typeof api.endpoints.accountChildren.select>>, 'data' | 'error'>
}

function requestOf(source: AccountSource, ref: PageRef): Request {
  const place = { offset: ref.page * PAGE_SIZE, limit: PAGE_SIZE, sort: source.sort }
  if (source.kind === 'tree') {
    const args = { parentId: ref.parent, ...place }
    const { initiate, select } = api.endpoints.accountChildren
    return {
      key: `tree ${JSON.stringify(args)}`,
      start: (dispatch) => dispatch(initiate(args)),
      select: select(args),
    }
  }
  const args = { text: source.text, filter: source.filter, ...place }
  const { initiate, select } = api.endpoints.accountSearch
  return {
    key: `matches ${JSON.stringify(args)}`,
    start: (dispatch) => dispatch(initiate(args)),
    select: select(args),
  }
}

interface Subscription {
  unsubscribe(): void
}

function useSubscriptions(requests: readonly { readonly request: Request }[]): void {
  const dispatch = useDispatch<Store['dispatch']>()
  const held = useRef(new Map<string, Subscription>())
  useEffect(() => {
    const wanted = new Set(requests.map(({ request }) => request.key))
    for (const { request } of requests) {
      if (!held.current.has(request.key)) held.current.set(request.key, request.start(dispatch))
    }
    for (const [key, subscription] of held.current) {
      if (wanted.has(key)) continue
      subscription.unsubscribe()
      held.current.delete(key)
    }
  }, [dispatch, requests])
  useEffect(() => {
    const all = held.current
    return () => {
      for (const subscription of all.values()) subscription.unsubscribe()
      all.clear()
    }
  }, [])
}
