import { Button, Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { Reasons } from './plan-view'
import type { BulkProgress } from './use-bulk-run'

interface BulkProgressViewProps {
  readonly progress: BulkProgress
  readonly onStop: () => void
  readonly onFinish: () => void
}

/** How far it has come, with a way to stop; at its end what is kept, what was left, and what was refused and why. */
export function BulkProgressView({ progress, onStop, onFinish }: BulkProgressViewProps) {
  return progress.state === 'ended' ? (
    <Ended progress={progress} onFinish={onFinish} />
  ) : (
    <Running progress={progress} onStop={onStop} />
  )
}

function Running({ progress, onStop }: Omit<BulkProgressViewProps, 'onFinish'>) {
  const { t } = useTranslation('accounts')
  const { done, count, state } = progress
  const words = t('bulk.progress', { done, count })
  return (
    <div className="accounts-form">
      <Progress value={(done / count) * 100} size={6} aria-label={words} />
      <p role="status" className="num">
        {words}
      </p>
      <p className="dim">{t('bulk.stopNote')}</p>
      <div className="accounts-form-buttons">
        <Button variant="default" data-autofocus disabled={state === 'stopping'} onClick={onStop}>
          {t(state === 'stopping' ? 'bulk.stopping' : 'bulk.stop')}
        </Button>
      </div>
    </div>
  )
}

function Ended({ progress, onFinish }: Omit<BulkProgressViewProps, 'onStop'>) {
  const { t } = useTranslation('accounts')
  const { queued, refused, count, done } = progress
  return (
    <div className="accounts-form">
      <div role="status">
        <p>
          <b>{t('bulk.done', { count: queued })}</b>
        </p>
        {done < count && <p>{t('bulk.left', { count: count - done })}</p>}
        {refused.length > 0 && (
          <p className="accounts-plan-refused">{t('bulk.refusedNow', { count: refused.length })}</p>
        )}
      </div>
      {refused.length > 0 && <Reasons refused={refused} />}
      <div className="accounts-form-buttons">
        <Button variant="default" component={Link} to="/sync">
          {t('bulk.seeSync')}
        </Button>
        <Button autoFocus onClick={onFinish}>
          {t('bulk.finish')}
        </Button>
      </div>
    </div>
  )
}
