import type { LiveSession } from '#main/session/live-session'
import type { SessionService } from '#main/session/session-service'
import { readStatement } from '#main/session/statement'
import { createAccountLists } from '#main/storage/accounts/account-lists'
import { movePreview } from '#main/storage/accounts/account-move'
import { type AccountSelection, createAccountSelection } from '#main/storage/accounts/account-selection'
import { creditReceipts } from '#main/storage/reconciliation/credit-receipts'
import type { BulkChange, BulkPlan } from '#shared/contract/account-views'
import type { AppProblem } from '#shared/contract/views'
import { documentSchemas } from '#shared/domain/documents'
import { err, ok, type Result } from '#shared/kernel/result'
import { BANK_ZONE, localDateIn } from '#shared/kernel/time'
import type { HandlersOf } from './handlers-of'
import { onOpenSession } from './open-session'

export function accountHandlers(session: SessionService): HandlersOf<'accounts'> {
  return {
    'accounts.summary': () => onOpenSession(session, ({ accounts }) => ok(accounts.summary())),
    'accounts.children': (request) => onOpenSession(session, ({ accounts }) => ok(accounts.children(request))),
    'accounts.search': (request) => onOpenSession(session, ({ accounts }) => ok(accounts.search(request))),
    'accounts.get': ({ id }) =>
      onOpenSession(session, ({ accounts, store, sync }) => {
        const detail = accounts.get(id)
        if (detail === undefined) return err({ code: 'not_found' })
        const type = detail.kind === 'sub' ? 'subAccount' : 'currentAccount'
        const commands = sync.commandsAbout(type, id)
        const bankVersion = detail.pending === null ? undefined : store.documents.bankVersion('subAccount', id)
        const confirmed = documentSchemas.subAccount.safeParse(bankVersion)
        return ok({ ...detail, commands, confirmed: confirmed.success ? confirmed.data : null })
      }),
    'accounts.statement': (request) =>
      onOpenSession(session, async (live) => {
        const page = await readStatement(live, request)
        if (!page.ok) return page
        // The bank may have been asked, and the app locked meanwhile.
        if (live.isClosed()) return err({ code: 'session.locked' })
        const lines = page.value.transactions.map(({ id }) => id)
        return ok({ ...page.value, receipts: creditReceipts(live.store, lines) })
      }),
    'accounts.ids': ({ spans }) => onOpenSession(session, (live) => ok({ ids: selectionOf(live).idsIn(spans) })),
    'accounts.figures': ({ ids }) => onOpenSession(session, (live) => ok(selectionOf(live).figures(ids))),
    'accounts.movePreview': ({ id, parentId }) =>
      onOpenSession(session, ({ store }) => {
        const preview = movePreview(store, id, parentId)
        return preview ? ok(preview) : err({ code: 'not_found' })
      }),
    'accounts.plan': (change) => onOpenSession(session, (live) => planOf(live, change)),
    'accounts.history': ({ accountId }) => onOpenSession(session, ({ accounts }) => ok(accounts.history(accountId))),
  }
}

function selectionOf({ store, sync }: Pick<LiveSession, 'store' | 'sync'>): AccountSelection {
  const today = (): string => localDateIn(BANK_ZONE, sync.bankTime())
  return createAccountSelection(store, createAccountLists(store, today))
}

/** Names that are told of those that a change for many would reach. */
const SAMPLE = 3

async function planOf(live: LiveSession, { type, ids, args }: BulkChange): Promise<Result<BulkPlan, AppProblem>> {
  const { store, sync } = live
  const selection = selectionOf(live)
  const currencies = selection.currencies(ids)
  // A parent may be closed once its children are, so they are told of, and sent, first.
  const order = type === 'subAccount.close' ? selection.deepestFirst(ids) : ids
  const planned = await sync.planMany(type, order, args)
  if (!planned.ok) return planned
  const { ready, unchanged, refused } = planned.value
  const nameOf = (id: string) => store.documents.visible.find('subAccount', id)?.name ?? null
  const told = [...refused].map(([id, problem]) => ({ id, name: nameOf(id), problem }))
  const sample = ready.slice(0, SAMPLE).flatMap((id) => nameOf(id) ?? [])
  return ok({ ready, unchanged, refused: told, sample, currencies })
}
