import { ActionIcon, TextInput } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconGripVertical, IconTrash } from '@tabler/icons-react'
import type { DragEvent, KeyboardEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { digitsOfPart, type Part } from './scheme-draft'

const ICON = { size: 15, stroke: 1.8, 'aria-hidden': true } as const

interface PartRowProps {
  readonly part: Part
  /** Counted from 0. */
  readonly place: number
  readonly count: number
  readonly readOnly: boolean
  readonly isTarget: boolean
  readonly onChange: (change: Partial<Part>) => void
  readonly onMove: (place: number) => void
  readonly onRemove: () => void
  readonly onDragStart: () => void
  readonly onDragOver: () => void
  readonly onDrop: () => void
}

/** One part of the number: what it is, its digits, its place. Alt with an arrow moves it, as does dragging. */
export function PartRow(props: PartRowProps) {
  const { t } = useTranslation('accounts')
  const { part, place, count, readOnly, onMove } = props
  const called = part.kind === 'field' && part.name.trim() !== '' ? part.name : t(`numbering.kind.${part.kind}`)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (!event.altKey || step === 0 || readOnly) return
    event.preventDefault()
    onMove(place + step)
  }
  const over = (event: DragEvent) => {
    event.preventDefault()
    props.onDragOver()
  }
  return (
    <li
      className="numbering-part"
      data-target={props.isTarget || undefined}
      data-part={part.key}
      onKeyDown={onKeyDown}
      onDragOver={over}
      onDrop={(event) => {
        event.preventDefault()
        props.onDrop()
      }}
    >
      {!readOnly && (
        <span className="numbering-grip" draggable onDragStart={props.onDragStart} aria-hidden>
          <IconGripVertical {...ICON} />
        </span>
      )}
      <span className="numbering-kind">{t(`numbering.kind.${part.kind}`)}</span>
      <PartFields {...props} called={called} />
      <span className="numbering-digits dim">{t('numbering.digits', { count: digitsOfPart(part) })}</span>
      {!readOnly && (
        <span className="numbering-buttons">
          <Act label={t('numbering.up', { part: called })} disabled={place === 0} onClick={() => onMove(place - 1)}>
            <IconArrowUp {...ICON} />
          </Act>
          <Act
            label={t('numbering.down', { part: called })}
            disabled={place === count - 1}
            onClick={() => onMove(place + 1)}
          >
            <IconArrowDown {...ICON} />
          </Act>
          <Act label={t('numbering.remove', { part: called })} disabled={false} onClick={props.onRemove}>
            <IconTrash {...ICON} />
          </Act>
        </span>
      )}
    </li>
  )
}

interface ActProps {
  readonly label: string
  readonly disabled: boolean
  readonly onClick: () => void
  readonly children: ReactNode
}

/** Stays focusable at the ends, so that the focus is not lost with the last step. */
function Act({ label, disabled, onClick, children }: ActProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={label}
      {...(disabled ? { 'aria-disabled': true, 'data-disabled': true } : {})}
      onClick={() => !disabled && onClick()}
    >
      {children}
    </ActionIcon>
  )
}

type PartFieldsProps = Pick<PartRowProps, 'part' | 'readOnly' | 'onChange'> & { readonly called: string }

function PartFields({ part, readOnly, onChange, called }: PartFieldsProps) {
  const { t } = useTranslation('accounts')
  const shared = { size: 'xs', readOnly, autoComplete: 'off' } as const
  if (part.kind === 'fixed') {
    return (
      <TextInput
        {...shared}
        className="numbering-field"
        classNames={{ input: 'num' }}
        aria-label={t('numbering.fixedDigits')}
        inputMode="numeric"
        maxLength={9}
        value={part.digits}
        onChange={(event) => onChange({ digits: event.currentTarget.value.replaceAll(/\D/g, '') })}
      />
    )
  }
  return (
    <span className="numbering-field numbering-pair">
      {part.kind === 'field' && (
        <TextInput
          {...shared}
          aria-label={t('numbering.fieldName')}
          placeholder={t('numbering.fieldExample')}
          maxLength={40}
          value={part.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
      )}
      <TextInput
        {...shared}
        className="numbering-width"
        classNames={{ input: 'num' }}
        aria-label={t('numbering.width', { part: called })}
        inputMode="numeric"
        maxLength={2}
        value={part.width}
        onChange={(event) => onChange({ width: event.currentTarget.value.replaceAll(/\D/g, '') })}
      />
    </span>
  )
}
