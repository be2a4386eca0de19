import {
  IconAdjustments,
  IconArrowsExchange,
  IconBan,
  IconCornerLeftUp,
  IconLock,
  IconPencil,
  IconPlus,
} from '@tabler/icons-react'
import type { AccountRow } from '#shared/contract/views'
import type { OpenDialog } from './dialogs/open-dialog'
import type { Viewer } from './use-viewer'

/** Something that can be done with an open account, in its menu and in its drawer. */
export interface AccountAction {
  readonly key: string
  readonly Icon: typeof IconBan
  /** Keys of its words in the menu and on the drawer's button. */
  readonly words: (account: AccountRow) => { readonly menu: string; readonly drawer: string }
  readonly onCurrent: boolean
  readonly needs: 'canManage' | 'canTransfer'
  readonly danger?: boolean
  readonly dialog: (accountId: string) => OpenDialog
}

const named = (key: string) => () => ({ menu: `menu.${key}`, drawer: `drawer.${key}` })

/** In the order people need them. To add one: a row here, its words, its dialog. */
const ACTIONS: readonly AccountAction[] = [
  {
    key: 'transfer',
    Icon: IconArrowsExchange,
    words: named('transfer'),
    onCurrent: true,
    needs: 'canTransfer',
    dialog: (fromId) => ({ kind: 'transfer', fromId }),
  },
  change('limits', IconAdjustments),
  {
    ...change('block', IconBan),
    words: ({ block }) => (block === 'none' ? named('block')() : named('unblock')()),
  },
  change('move', IconCornerLeftUp),
  { ...change('edit', IconPencil), words: () => ({ menu: 'menu.rename', drawer: 'drawer.edit' }) },
  {
    key: 'create',
    Icon: IconPlus,
    words: named('newBelow'),
    onCurrent: true,
    needs: 'canManage',
    dialog: (under) => ({ kind: 'create', under }),
  },
  { ...change('close', IconLock), words: named('closeAccount'), danger: true },
]

function change(kind: 'limits' | 'block' | 'edit' | 'move' | 'close', Icon: AccountAction['Icon']): AccountAction {
  return {
    key: kind,
    Icon,
    words: named(kind),
    onCurrent: false,
    needs: 'canManage',
    dialog: (accountId) => ({ kind, accountId }),
  }
}

/** What this user may do with an account of this kind, whether or not it is open. */
export function actionsFor({ kind }: Pick<AccountRow, 'kind'>, viewer: Viewer): readonly AccountAction[] {
  return ACTIONS.filter(({ needs, onCurrent }) => viewer[needs] && (kind === 'sub' || onCurrent))
}

/** Whether it may still change: closed is final. Source: docs/domain.md §1 Close. */
export function isOpenAccount({ status }: Pick<AccountRow, 'status'>): boolean {
  return status !== 'closed'
}
