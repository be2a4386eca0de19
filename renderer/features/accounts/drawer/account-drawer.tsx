import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AccountDetail } from '#shared/contract/views'
import { AccountNumber, EmptyState, Loading, SideDrawer } from '../../../components'
import { useAccountQuery } from '../../../data/api'
import { actionsFor, isOpenAccount } from '../account-actions'
import type { OpenDialog } from '../dialogs/open-dialog'
import type { Viewer } from '../use-viewer'
import { BlockNotice } from './block-notice'
import { DrawerSections } from './drawer-sections'
import { Figures } from './figures'
import { LimitUses } from './limit-uses'
import { Path } from './path'
import { PendingCommands } from './pending-commands'
import './drawer.css'

interface AccountDrawerProps {
  readonly accountId: string
  readonly viewer: Viewer
  readonly onDialog: (dialog: OpenDialog) => void
  readonly onGo: (accountId: string) => void
  readonly onClose: () => void
}

/** Pixels; at 1280 the tree beside it keeps a sum column. */
const WIDTH = 352

/** Everything about one account beside the tree. */
export function AccountDrawer({ accountId, onClose, ...props }: AccountDrawerProps) {
  const { t } = useTranslation('accounts')
  const { data: account, isError } = useAccountQuery({ id: accountId })
  if (isError) {
    return (
      <SideDrawer title={t('drawer.notFound')} onClose={onClose} width={WIDTH}>
        <EmptyState title={t('drawer.notFound')}>{t('drawer.notFoundText')}</EmptyState>
      </SideDrawer>
    )
  }
  if (!account) {
    return (
      <SideDrawer title={t('drawer.label')} onClose={onClose} width={WIDTH}>
        <Loading />
      </SideDrawer>
    )
  }
  return (
    <SideDrawer
      title={<bdi>{account.name}</bdi>}
      subtitle={<Subtitle account={account} />}
      onClose={onClose}
      width={WIDTH}
    >
      <Content account={account} {...props} />
    </SideDrawer>
  )
}

function Subtitle({ account }: { readonly account: AccountDetail }) {
  const { t } = useTranslation('accounts')
  return (
    <>
      <AccountNumber number={account.number} /> · {t(`scheme.${account.scheme ?? 'current'}`)} · {account.currency}
    </>
  )
}

interface ContentProps extends Omit<AccountDrawerProps, 'accountId' | 'onClose'> {
  readonly account: AccountDetail
}

function Content({ account, viewer, onDialog, onGo }: ContentProps) {
  return (
    <div className="accounts-drawer">
      <Path account={account} onGo={onGo} />
      <Figures account={account} />
      <LimitUses account={account} />
      <BlockNotice account={account} />
      <PendingCommands account={account} />
      <Actions account={account} viewer={viewer} onDialog={onDialog} />
      <Labels account={account} />
      <DrawerSections account={account} canAudit={viewer.canAudit} onGo={onGo} />
    </div>
  )
}

function Actions({ account, viewer, onDialog }: Pick<ContentProps, 'account' | 'viewer' | 'onDialog'>) {
  const { t } = useTranslation('accounts')
  const actions = isOpenAccount(account) ? actionsFor(account, viewer) : []
  if (actions.length === 0) return null
  return (
    <div className="accounts-actions">
      {actions.map(({ key, words, dialog }) => (
        <Button key={key} variant="default" onClick={() => onDialog(dialog(account.id))}>
          {t(words(account).drawer)}
        </Button>
      ))}
    </div>
  )
}

function Labels({ account }: { readonly account: AccountDetail }) {
  const { t } = useTranslation('accounts')
  const { externalRef, tags } = account
  if (externalRef === null && tags.length === 0) return null
  return (
    <dl className="accounts-labels">
      {externalRef !== null && (
        <>
          <dt>{t('drawer.reference')}</dt>
          <dd>
            <bdi>{externalRef}</bdi>
          </dd>
        </>
      )}
      {tags.length > 0 && (
        <>
          <dt>{t('drawer.tags')}</dt>
          <dd className="accounts-tags">
            {tags.map((tag) => (
              <bdi key={tag} className="accounts-tag">
                {tag}
              </bdi>
            ))}
          </dd>
        </>
      )}
    </dl>
  )
}
