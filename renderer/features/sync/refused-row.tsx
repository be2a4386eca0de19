import { Button } from '@mantine/core'
import { IconAlertTriangle, IconPencil, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Refusal } from '#shared/contract/views'
import { useCommandEditor } from '../../components/command-editors'
import { commandFields } from '../../components/command-fields'
import { ContextMenu } from '../../components/context-menu'
import { useLanguage } from '../../components/format/words'
import { useProblemText } from '../../components/problem'
import { StatePill } from '../../components/state-pill'
import { useDismissRefusalMutation } from '../../data/api'
import { CommandSummary } from './command-summary'
import { FaultyRowList } from './faulty-rows'
import { useRowMenu } from './use-row-menu'

interface RefusedRowProps {
  readonly row: Refusal
  readonly onEdit: () => void
}

/** What was refused, why in words, and what the bank has instead; to be corrected or let go. */
export function RefusedRow({ row, onEdit }: RefusedRowProps) {
  const { t } = useTranslation('sync')
  const [dismiss, dismissing] = useDismissRefusalMutation()
  // Nothing of a damaged command is trusted, so there is nothing to edit.
  const hasEditor = useCommandEditor(row.type) !== undefined && row.state !== 'quarantined'
  const menu = useRowMenu()
  const dismissRow = () => void dismiss({ commandId: row.id })
  return (
    <li className="sync-row refused" {...menu.rowProps}>
      <CommandSummary row={row} withValues={row.present === null} />
      <div className="sync-actions">
        {hasEditor && <Button onClick={onEdit}>{t('editAndSendAgain')}</Button>}
        <Button variant="default" loading={dismissing.isLoading} onClick={dismissRow}>
          {t('dismiss')}
        </Button>
      </div>
      {row.state !== 'rejected' && (
        <div className="sync-state">
          <StatePill state="blocked" label={t(`state.${row.state}`)} />
        </div>
      )}
      <Reason row={row} />
      <Comparison row={row} />
      <ContextMenu
        label={t('rowMenu')}
        at={menu.at}
        onClose={menu.close}
        items={[
          {
            key: 'edit',
            label: t('editAndSendAgain'),
            icon: <IconPencil size={15} aria-hidden />,
            disabled: !hasEditor,
            onSelect: onEdit,
          },
          { key: 'dismiss', label: t('dismiss'), icon: <IconTrash size={15} aria-hidden />, onSelect: dismissRow },
        ]}
      />
    </li>
  )
}

function Reason({ row: { problem } }: { readonly row: Refusal }) {
  const { t } = useTranslation('sync')
  const text = useProblemText()
  const faults = problem?.errors ?? []
  return (
    <div className="sync-reason">
      <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
      <div>
        <p>{problem === null ? t('refused.noReason') : text(problem)}</p>
        <FaultyRowList problem={problem} />
        {faults.length > 0 && (
          <ul>
            {faults.map(({ path, code }) => (
              <li key={path + code}>
                {path}: {text({ code })}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}

function Comparison({ row }: { readonly row: Refusal }) {
  const { t } = useTranslation(['sync', 'common'])
  const language = useLanguage()
  const fields = commandFields(t, language, row.type, row.args, row.present)
  if (row.state === 'quarantined' || fields.length === 0) return null
  if (row.present === null) {
    // Of what was to be opened nobody expects that the bank has it.
    return row.type.endsWith('.create') ? null : <p className="sync-absent dim">{t('refused.notThere')}</p>
  }
  return (
    <table className="sync-compare">
      <thead>
        <tr>
          <td />
          <th scope="col">{t('refused.wanted')}</th>
          <th scope="col">{t('refused.present')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ key, label, wanted, present }) => (
          <tr key={key}>
            <th scope="row">{label}</th>
            <td>{wanted}</td>
            <td className={present === wanted ? 'dim' : undefined}>{present}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
