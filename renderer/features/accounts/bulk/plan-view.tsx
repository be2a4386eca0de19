import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BULK_MOST, type BulkPlan } from '#shared/contract/account-views'
import { ProblemMessage, useProblemText } from '../../../components'
import type { PlanState } from './use-bulk-plan'

interface PlanViewProps {
  readonly state: PlanState
  readonly reach: string
  readonly meaning: string
}

/** How many accounts would be changed, how many are so already, and which cannot and why. */
export function PlanView({ state, reach, meaning }: PlanViewProps) {
  const { t } = useTranslation('accounts')
  switch (state.kind) {
    case 'incomplete':
      return <p>{t('bulk.incomplete')}</p>
    case 'checking':
      return <p>{t('bulk.checking')}</p>
    case 'too_many':
      return <p>{t('bulk.tooMany', { most: BULK_MOST })}</p>
    case 'failed':
      return <ProblemMessage problem={state.problem} />
    case 'planned':
      return <Planned plan={state.plan} reach={reach} meaning={meaning} />
  }
}

function Planned({ plan, reach, meaning }: Omit<PlanViewProps, 'state'> & { readonly plan: BulkPlan }) {
  const { t } = useTranslation('accounts')
  const { ready, unchanged, refused, sample } = plan
  const names = sample.join(', ')
  return (
    <>
      {ready.length === 0 ? (
        <p>{t('bulk.nothing')}</p>
      ) : (
        <>
          <p>
            <b>{t(reach, { count: ready.length })}</b>:{' '}
            <bdi>
              {ready.length > sample.length ? t('bulk.andMore', { names, count: ready.length - sample.length }) : names}
            </bdi>
          </p>
          <p>{meaning}</p>
        </>
      )}
      {unchanged.length > 0 && <p>{t('bulk.unchanged', { count: unchanged.length })}</p>}
      {refused.length > 0 && <Refused refused={refused} />}
      {ready.length > 0 && <p className="dim">{t('dialog.queued')}</p>}
    </>
  )
}

/** Named one by one; the rest is a number, as nobody reads thousands. */
const NAMED = 50

/** So many are told without being asked for. */
const FEW = 5

export function Refused({
  refused,
}: {
  readonly refused: readonly Pick<BulkPlan['refused'][number], 'id' | 'problem'>[]
}) {
  const { t } = useTranslation('accounts')
  const [shown, setShown] = useState(refused.length <= FEW)
  return (
    <>
      <p className="accounts-plan-refused">
        <b>{t('bulk.refused', { count: refused.length })}</b>{' '}
        {refused.length > FEW && (
          <Button variant="subtle" size="compact-xs" aria-expanded={shown} onClick={() => setShown(!shown)}>
            {t(shown ? 'bulk.hideRefused' : 'bulk.showRefused')}
          </Button>
        )}
      </p>
      {shown && <Reasons refused={refused} />}
    </>
  )
}

/** One line each, in the words of the rule that refused. */
export function Reasons({
  refused,
}: {
  readonly refused: readonly Pick<BulkPlan['refused'][number], 'id' | 'problem'>[]
}) {
  const { t } = useTranslation('accounts')
  const words = useProblemText()
  return (
    <ul className="accounts-plan-reasons">
      {refused.slice(0, NAMED).map(({ id, problem }) => (
        <li key={id}>
          <bdi>{words(problem)}</bdi>
        </li>
      ))}
      {refused.length > NAMED && <li className="dim">{t('bulk.moreRefused', { count: refused.length - NAMED })}</li>}
    </ul>
  )
}
