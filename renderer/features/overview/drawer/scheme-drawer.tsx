import { useTranslation } from 'react-i18next'
import type { OverviewOfCurrency, OverviewScheme, OverviewView } from '#shared/contract/overview-views'
import { Amount, EmptyState, SideDrawer, useLanguage } from '../../../components'
import { useOverviewAccountsInfiniteQuery } from '../../../data/api'
import { dayWords } from '../day-words'
import { AccountPart } from './account-part'
import { Facts } from './facts'
import { Paged } from './paged'
import { RowList } from './row-list'

const ROW_PX = 44

interface SchemeDrawerProps {
  readonly scheme: OverviewScheme['scheme']
  readonly sums: OverviewOfCurrency
  readonly range: NonNullable<OverviewView['range']>
  readonly onClose: () => void
}

/** The accounts of one scheme by what they hold themselves, the largest first. */
export function SchemeDrawer({ scheme, sums, range, onClose }: SchemeDrawerProps) {
  const { t } = useTranslation('overview')
  const known = sums.schemes.find((one) => one.scheme === scheme)
  return (
    <SideDrawer title={t(`scheme.${scheme}`)} subtitle={t(`schemes.explain.${scheme}`)} onClose={onClose} takeFocus>
      {known === undefined ? (
        <EmptyState title={t('schemes.none')} />
      ) : (
        <Accounts scheme={known} currency={sums.currency} range={range} />
      )}
    </SideDrawer>
  )
}

interface AccountsProps extends Pick<SchemeDrawerProps, 'range'> {
  readonly scheme: OverviewScheme
  readonly currency: string
}

function Accounts({ scheme: { scheme, accounts, position, moneyIn, moneyOut, net }, currency, range }: AccountsProps) {
  const { t } = useTranslation('overview')
  const language = useLanguage()
  const answer = useOverviewAccountsInfiniteQuery({ currency, scheme })
  const rows = answer.data?.pages.flatMap((page) => page.rows)
  const days = { from: dayWords(range.from, language, 'axis'), to: dayWords(range.to, language, 'axis') }
  return (
    <>
      <Facts
        facts={[
          { label: t('figure.position'), value: <Amount value={position} currency={currency} /> },
          { label: t('cash.in'), value: <Amount value={moneyIn} currency={currency} /> },
          { label: t('cash.out'), value: <Amount value={moneyOut} currency={currency} /> },
          { label: t('cash.net'), value: <Amount value={net} currency={currency} signed /> },
        ]}
      />
      <p className="dim overview-drawer-note">{t('schemes.days', days)}</p>
      <Paged answer={answer} isEmpty={rows?.length === 0} empty={t('schemes.none')}>
        <RowList
          rows={rows ?? []}
          label={t('schemes.list')}
          rowPx={ROW_PX}
          total={accounts}
          keyOf={({ id }) => id}
          onMore={answer.hasNextPage && !answer.isFetching ? () => void answer.fetchNextPage() : null}
        >
          {(account) => <AccountPart account={account} amount={account.balance} />}
        </RowList>
      </Paged>
    </>
  )
}
