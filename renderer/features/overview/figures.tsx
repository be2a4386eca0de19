import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router-dom'
import type { OverviewOfCurrency, OverviewView } from '#shared/contract/overview-views'
import { ScreenHeader } from '../../components'
import { AccountsCard } from './bars/accounts-card'
import { SchemesCard } from './bars/schemes-card'
import { CashCard } from './cash/cash-card'
import { OpenedDrawer } from './drawer/opened-drawer'
import { ExportFigures } from './export-figures'
import { Freshness } from './freshness'
import { KeyFigures } from './key-figures'
import { addressOf, type Opened, openedAt } from './opened'
import type { OverviewMemory } from './overview-memory'
import { CurrencyChoice, RangeChoice } from './range-choice'
import { RowMenus } from './row-menu'

interface FiguresProps {
  readonly view: OverviewView
  readonly range: NonNullable<OverviewView['range']>
  readonly memory: OverviewMemory
  readonly update: (change: Partial<OverviewMemory>) => void
}

/** Figures and charts of one currency; others are a choice away, never added. */
export function Figures({ view, range, memory, update }: FiguresProps) {
  const { t } = useTranslation('overview')
  const navigate = useNavigate()
  const { part, key } = useParams()
  const plot = useRef<HTMLDivElement>(null)
  const { currencies, known } = view
  const sums = chosenOf(currencies, memory.currency)
  const opened = openedAt(part, key)
  const open = (next: Opened): void => void navigate(addressOf(next))
  if (sums === undefined || known === null) return null
  return (
    <section className="screen overview" aria-label={t('title')}>
      <ScreenHeader title={t('title')} fresh={<Freshness />}>
        <CurrencyChoice
          currencies={currencies.map(({ currency }) => currency)}
          value={sums.currency}
          onChange={(currency) => update({ currency })}
        />
        <RangeChoice known={known} range={range} value={memory.range} onChange={(next) => update({ range: next })} />
        <ExportFigures wanted={memory.range} range={range} sums={sums} plot={plot} />
      </ScreenHeader>
      <RowMenus>
        <div className="split">
          <div className="overview-body">
            <KeyFigures sums={sums} />
            <div className="overview-cards">
              <CashCard
                sums={sums}
                as={memory.cashAs}
                onAs={(cashAs) => update({ cashAs })}
                unplacedLines={view.unplacedLines}
                openedDay={opened?.kind === 'day' ? opened.day : null}
                onOpen={(day) => open({ kind: 'day', day })}
                plot={plot}
              />
              <SchemesCard sums={sums} opened={opened} onOpen={open} />
              <AccountsCard sums={sums} opened={opened} onOpen={open} />
            </div>
          </div>
          {opened !== null && (
            <OpenedDrawer
              key={addressOf(opened)}
              opened={opened}
              sums={sums}
              range={range}
              onClose={() => void navigate('/overview')}
            />
          )}
        </div>
      </RowMenus>
    </section>
  )
}

function chosenOf(currencies: readonly OverviewOfCurrency[], chosen: string | null): OverviewOfCurrency | undefined {
  return currencies.find(({ currency }) => currency === chosen) ?? currencies[0]
}
