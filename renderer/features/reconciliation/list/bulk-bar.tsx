import { Button, Progress } from '@mantine/core'
import { IconBulb, IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useConfirmMany } from './use-confirm-many'
import type { Ticks } from './use-ticks'

interface BulkBarProps {
  readonly ticks: Ticks
  /** Suggestions in the list, also out of sight; undefined while that is not known. */
  readonly suggested: number | undefined
  readonly onTickAll: () => void
}

/** What can be done with several suggestions at once; nothing where there is none. */
export function BulkBar({ ticks, suggested, onTickAll }: BulkBarProps) {
  const { t } = useTranslation('reconciliation')
  const many = useConfirmMany()
  const count = ticks.ids.size
  if (many.progress) {
    const { done, total } = many.progress
    return (
      <div className="recon-bulk">
        <span role="status">{t('bulk.progress', { done, count: total })}</span>
        <Progress
          className="recon-bulk-bar"
          value={(done * 100) / total}
          aria-label={t('bulk.progress', { done, count: total })}
        />
        <Button size="compact-sm" variant="default" onClick={many.stop}>
          {t('bulk.stop')}
        </Button>
      </div>
    )
  }
  if (count === 0 && !suggested) return null
  return (
    <div className="recon-bulk">
      {count === 0 ? (
        <>
          <IconBulb size={15} aria-hidden />
          <span>{t('bulk.hint', { count: suggested ?? 0 })}</span>
        </>
      ) : (
        <strong role="status">{t('bulk.ticked', { count })}</strong>
      )}
      {count < (suggested ?? 0) && (
        <Button size="compact-sm" variant="subtle" onClick={onTickAll}>
          {t('bulk.all', { count: suggested ?? 0 })}
        </Button>
      )}
      {count > 0 && (
        <>
          <Button
            size="compact-sm"
            leftSection={<IconCheck size={14} aria-hidden />}
            onClick={() => void many.confirm(ticks.chosen).then(ticks.clear)}
          >
            {t('bulk.confirm', { count })}
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={ticks.clear}>
            {t('bulk.none')}
          </Button>
        </>
      )}
    </div>
  )
}
