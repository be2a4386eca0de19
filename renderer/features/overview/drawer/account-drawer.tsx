import { useTranslation } from 'react-i18next'
import type { AccountDetail } from '#shared/contract/views'
import { AccountNumber, Amount, EmptyState, Loading, SideDrawer } from '../../../components'
import { useAccountPartsInfiniteQuery, useAccountQuery } from '../../../data/api'
import { AccountLink } from './account-link'
import { AccountPart } from './account-part'
import { Facts } from './facts'
import { Paged } from './paged'
import { RowList } from './row-list'

const ROW_PX = 44

interface AccountDrawerProps {
  readonly id: string
  readonly onClose: () => void
}

/** What an account's sum is made of: its own balance, and the accounts directly below with all under them. */
export function AccountDrawer({ id, onClose }: AccountDrawerProps) {
  const { t } = useTranslation('overview')
  const { data: account, isError } = useAccountQuery({ id })
  if (isError) {
    return (
      <SideDrawer title={t('accounts.gone')} onClose={onClose} takeFocus>
        <EmptyState title={t('accounts.gone')}>{t('accounts.goneText')}</EmptyState>
      </SideDrawer>
    )
  }
  if (account === undefined) {
    return (
      <SideDrawer title={t('accounts.title')} onClose={onClose} takeFocus>
        <Loading />
      </SideDrawer>
    )
  }
  return (
    <SideDrawer
      title={<bdi>{account.name}</bdi>}
      subtitle={<AccountNumber number={account.number} />}
      onClose={onClose}
      takeFocus
      focusKey={account.id}
    >
      <Parts account={account} />
    </SideDrawer>
  )
}

function Parts({ account }: { readonly account: AccountDetail }) {
  const { t } = useTranslation('overview')
  const { id, currency, rollup, balance, held, available, childCount } = account
  const answer = useAccountPartsInfiniteQuery({ parentId: id })
  const rows = answer.data?.pages.flatMap((page) => page.rows)
  return (
    <>
      <Facts
        facts={[
          { label: t('accounts.rollup'), value: <Amount value={rollup} currency={currency} /> },
          { label: t('accounts.own'), value: <Amount value={balance} currency={currency} /> },
          { label: t('accounts.ownHeld'), value: <Amount value={held} currency={currency} /> },
          { label: t('accounts.ownAvailable'), value: <Amount value={available} currency={currency} /> },
        ]}
      />
      <div className="overview-row overview-row-short">
        <AccountLink account={{ id, name: t('accounts.ownRow'), number: account.number }} />
        <span className="overview-row-amount">
          <Amount value={balance} />
        </span>
      </div>
      <Paged answer={answer} isEmpty={rows?.length === 0} empty={t('accounts.nothingBelow')}>
        <RowList
          rows={rows ?? []}
          label={t('accounts.below')}
          rowPx={ROW_PX}
          total={childCount}
          keyOf={(part) => part.id}
          onMore={answer.hasNextPage && !answer.isFetching ? () => void answer.fetchNextPage() : null}
        >
          {(part) => <AccountPart account={part} amount={part.rollup} />}
        </RowList>
      </Paged>
    </>
  )
}
