import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UpdateView } from './accounts-view'
import { type ColumnChoice, choosable, FIRST_CHOICE, shifted, toggled } from './column-choice'
import type { ColumnId } from './column-fit'
import './column-menu.css'

interface ColumnMenuProps {
  readonly columns: ColumnChoice
  /** Those that the table has room for now. */
  readonly shown: readonly ColumnId[]
  readonly update: UpdateView
}

/** Which columns the table shows, and in which order; kept for this user. */
export function ColumnMenu({ columns, shown, update }: ColumnMenuProps) {
  const { t } = useTranslation('accounts')
  const [said, setSaid] = useState('')
  const line = choosable(columns)
  const move = (id: ColumnId, by: -1 | 1) => {
    const next = shifted(columns, id, by)
    update({ columns: next })
    const place = choosable(next).indexOf(id) + 1
    setSaid(t('columns.moved', { column: t(`column.${id}`), place, count: line.length }))
  }
  return (
    <Popover position="bottom-end" withinPortal={false} trapFocus returnFocus shadow="md" keepMounted={false}>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size={26} aria-label={t('columns.menu')} title={t('columns.menu')}>
          <IconColumns3 size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className="accounts-columns" aria-label={t('columns.title')}>
        <ul>
          {line.map((id, at) => (
            <ColumnRow
              key={id}
              id={id}
              isChosen={!columns.hidden.includes(id)}
              hasRoom={columns.hidden.includes(id) || shown.includes(id)}
              isFirst={at === 0}
              isLast={at === line.length - 1}
              onToggle={() => update({ columns: toggled(columns, id) })}
              onMove={(by) => move(id, by)}
            />
          ))}
        </ul>
        <Button variant="subtle" size="xs" onClick={() => update({ columns: FIRST_CHOICE, widths: {} })}>
          {t('columns.reset')}
        </Button>
        <p role="status" className="visually-hidden">
          {said}
        </p>
      </Popover.Dropdown>
    </Popover>
  )
}

interface ColumnRowProps {
  readonly id: ColumnId
  readonly isChosen: boolean
  readonly hasRoom: boolean
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly onToggle: () => void
  readonly onMove: (by: -1 | 1) => void
}

const ICON = { size: 14, 'aria-hidden': true } as const

function ColumnRow({ id, isChosen, hasRoom, isFirst, isLast, onToggle, onMove }: ColumnRowProps) {
  const { t } = useTranslation('accounts')
  const column = t(`column.${id}`)
  return (
    <li>
      <Checkbox
        size="xs"
        label={
          <>
            {column} {!hasRoom && <span className="dim">{t('columns.noRoom')}</span>}
          </>
        }
        checked={isChosen}
        onChange={onToggle}
      />
      {/* At the end of the line the buttons stay, so that the focus does, and do nothing. */}
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-disabled={isFirst}
        aria-label={t('columns.up', { column })}
        onClick={() => onMove(-1)}
      >
        <IconArrowUp {...ICON} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-disabled={isLast}
        aria-label={t('columns.down', { column })}
        onClick={() => onMove(1)}
      >
        <IconArrowDown {...ICON} />
      </ActionIcon>
    </li>
  )
}
