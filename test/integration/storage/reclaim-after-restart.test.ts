import { expect, it } from 'vitest'
import { apply, change, closed, currentAccount, newPath, opened } from './store-fixture'

it('frees a swapped-out copy that this process has never searched', () => {
  const path = newPath()
  const before = opened(path)
  apply(before, change(1, 'currentAccount', currentAccount(1)), change(2, 'currentAccount', currentAccount(2)))
  closed(before)

  const store = opened(path)
  store.transaction(() => store.staging.add([change(3, 'currentAccount', currentAccount(3))]))
  store.transaction(() => store.staging.swap())
  while (store.staging.reclaim(1));
  expect(store.documents.counts().get('currentAccount')).toBe(1)
  apply(store, change(4, 'currentAccount', currentAccount(4)))
  expect(store.documents.counts().get('currentAccount')).toBe(2)
})
