import { Button, SegmentedControl } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../format/amount'
import { useLanguage } from '../format/words'
import type { CsvDraft } from './csv-draft'
import { CsvGrid } from './csv-grid'
import type { CsvField } from './csv-types'
import { FaultList } from './fault-list'
import { MappingBar } from './mapping-bar'
import type { CsvImportState } from './use-csv-import'
import type { BoardCounts } from './verdict-board'

interface CheckStepProps<Key extends string, Item> {
  readonly fields: readonly CsvField<Key>[]
  readonly draft: CsvDraft<Key, Item>
  readonly counts: BoardCounts
  readonly state: CsvImportState<Key, Item>
  readonly consequence: (ready: number) => ReactNode
  readonly onLeaveOut: () => void
  readonly onClose: () => void
}

/** The rows with their verdicts, to be corrected before anything is sent. */
export function CheckStep<Key extends string, Item>(props: CheckStepProps<Key, Item>) {
  'use no memo' // The draft is one object whose verdicts come as they are made.
  const { t } = useTranslation('csvImport')
  const { fields, draft, counts, state, consequence } = props
  const [onlyFaulty, setOnlyFaulty] = useState(false)
  const [active, setActive] = useState<number | null>(null)
  // A corrected row stays in sight until the filter is chosen anew: what one types into may not jump away.
  // biome-ignore lint/correctness/useExhaustiveDependencies: more judged rows are the reason to look again
  const shown = useMemo(() => (onlyFaulty ? draft.board.faulty() : null), [onlyFaulty, draft, counts.judged])
  const ready = counts.judged - counts.faulty
  const isJudged = counts.judged === counts.rows

  return (
    <div className="csv-check">
      <MappingBar
        fields={fields}
        draft={draft}
        onColumn={state.setColumn}
        onFormat={state.setFormat}
        onDelimiter={state.setDelimiter}
      />
      <div className="csv-counts">
        <SegmentedControl
          size="xs"
          aria-label={t('show')}
          value={onlyFaulty ? 'faulty' : 'all'}
          onChange={(value) => setOnlyFaulty(value === 'faulty')}
          data={[
            { value: 'all', label: <Counted word={t('showAll')} count={counts.rows} /> },
            { value: 'faulty', label: <Counted word={t('showFaulty')} count={counts.faulty} /> },
          ]}
        />
        <p role="status">
          {draft.unmapped.length > 0
            ? t('unmapped', { fields: draft.unmapped.map(({ label }) => label).join(', ') })
            : isJudged
              ? t('judged', { count: ready })
              : t('judging', { done: counts.judged, count: counts.rows })}
        </p>
        <p className="dim csv-keys">{t('keys')}</p>
      </div>
      <CsvGrid label={t('grid')} fields={fields} draft={draft} shown={shown} onType={state.type} onActive={setActive} />
      <FaultList fields={fields} draft={draft} index={active} />
      <div className="csv-foot">
        <div className="csv-consequence" aria-live="polite">
          <IconInfoCircle size={16} aria-hidden />
          <div>
            {consequence(ready)}
            {counts.faulty > 0 && <p className="dim">{t('faultyNote', { count: counts.faulty })}</p>}
          </div>
        </div>
        <div className="csv-buttons">
          <Button variant="subtle" onClick={state.chooseAnother}>
            {t('another')}
          </Button>
          <Button variant="default" onClick={props.onClose}>
            {t('cancel')}
          </Button>
          {counts.faulty === 0 ? (
            <Button disabled={!isJudged || ready === 0} onClick={state.sendReady}>
              {t('send', { count: ready })}
            </Button>
          ) : (
            <Button disabled={!isJudged || ready === 0} onClick={props.onLeaveOut}>
              {t('leaveOut', { count: ready })}
            </Button>
          )}
        </div>
      </div>
    </div>
  )
}

function Counted({ word, count }: { readonly word: string; readonly count: number }) {
  const language = useLanguage()
  return (
    <>
      {word} <span className="num">{formatCount(count, language)}</span>
    </>
  )
}
