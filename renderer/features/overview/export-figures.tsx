import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconFileExport } from '@tabler/icons-react'
import { type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  OVERVIEW_TABLES,
  type OverviewOfCurrency,
  type OverviewRange,
  type OverviewView,
} from '#shared/contract/overview-views'
import { formatInstant, useLanguage } from '../../components'
import { type ExportOutcome, useExportTold } from '../../components/export-menu'
import {
  problemOf,
  useSaveOverviewPictureMutation,
  useSaveOverviewTableMutation,
  useSyncStatusQuery,
} from '../../data/api'
import { dayWords } from './day-words'
import { chartPicture } from './picture/chart-picture'

interface ExportFiguresProps {
  readonly wanted: OverviewRange
  readonly range: NonNullable<OverviewView['range']>
  readonly sums: OverviewOfCurrency
  /** Holds the drawn chart. */
  readonly plot: RefObject<HTMLDivElement | null>
}

/** The chart as a picture, or the sums of one part of the screen as a table. */
export function ExportFigures({ wanted, range, sums, plot }: ExportFiguresProps) {
  const { t } = useTranslation(['overview', 'reports'])
  const [busy, setBusy] = useState(false)
  const [saveTable] = useSaveOverviewTableMutation()
  const savePicture = useSavePicture({ range, sums, plot })
  const tell = useExportTold()
  const start = async (save: () => PromiseLike<ExportOutcome>): Promise<void> => {
    setBusy(true)
    const { data, error } = await save()
    setBusy(false)
    tell(data?.saved === true, problemOf(error))
  }
  const { currency } = sums
  return (
    <Menu position="bottom-end" withinPortal={false} disabled={busy}>
      <Menu.Target>
        <Button
          variant="default"
          loading={busy}
          leftSection={<IconFileExport size={15} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {t('reports:export.button')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('reports:export.label')}>
        <Menu.Item onClick={() => void start(savePicture)}>{t('export.picture')}</Menu.Item>
        {OVERVIEW_TABLES.map((table) => (
          <Menu.Item key={table} onClick={() => void start(() => saveTable({ currency, range: wanted, table }))}>
            {t(`export.${table}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** The chart as it is drawn, with its title, days, and how fresh it is. */
function useSavePicture({ range, sums, plot }: Omit<ExportFiguresProps, 'wanted'>): () => Promise<ExportOutcome> {
  const { t } = useTranslation(['overview', 'common'])
  const language = useLanguage()
  const { data: status } = useSyncStatusQuery()
  const [save] = useSaveOverviewPictureMutation()
  return async () => {
    const svg = plot.current?.querySelector('svg')
    if (!svg) return { error: { code: 'report.not_saved' } }
    const { from, to } = range
    const { currency, moneyIn, moneyOut, net } = sums
    const at = status?.lastSyncedAt ?? null
    const waiting = status?.waiting ?? 0
    const fresh =
      at === null ? [] : [t('common:freshness.asOf', { at: formatInstant(at, language, { style: 'dateTime' }) })]
    const pending = waiting === 0 ? [] : [t('common:freshness.pending', { count: waiting })]
    const days = t('export.period', { from: dayWords(from, language, 'long'), to: dayWords(to, language, 'long') })
    const png = await chartPicture(svg, {
      title: `${t('cash.title')} · ${t('cash.unit', { currency })}`,
      lines: [
        [days, ...fresh, ...pending].join(' · '),
        t('cash.figures', { moneyIn: moneyIn.shown, moneyOut: moneyOut.shown, net: net.shown }),
      ],
      legend: [
        { label: t('cash.in'), color: '--chart-in', shape: 'bar' },
        { label: t('cash.out'), color: '--chart-out', shape: 'bar' },
        { label: t('cash.net'), color: '--chart-net', shape: 'line' },
      ],
    })
    return png === null ? { error: { code: 'report.not_saved' } } : save({ currency, from, to, png })
  }
}
