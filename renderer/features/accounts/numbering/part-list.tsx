import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { BODY_DIGITS } from '#shared/domain/accounts/account-number'
import { PartRow } from './part-row'
import { digitsIn, movedTo, type PartKind, type SchemeDraft, withChange, withoutPart, withPart } from './scheme-draft'

interface PartListProps {
  readonly draft: SchemeDraft
  readonly readOnly: boolean
  readonly onChange: (draft: SchemeDraft) => void
}

/** The parts of the ten digits in order, to be changed, moved, added and removed. */
export function PartList({ draft, readOnly, onChange }: PartListProps) {
  const { t } = useTranslation('accounts')
  const list = useRef<HTMLOListElement>(null)
  const [dragged, setDragged] = useState<number | null>(null)
  const [target, setTarget] = useState<number | null>(null)
  const [said, setSaid] = useState('')
  const keepFocus = useFocusKept(list, draft)
  const total = digitsIn(draft)

  const move = (key: number, place: number) => {
    const next = movedTo(draft, key, place)
    keepFocus()
    setSaid(t('numbering.movedTo', { place: next.findIndex((part) => part.key === key) + 1, count: next.length }))
    onChange(next)
  }
  const drop = (place: number) => {
    if (dragged !== null) move(dragged, place)
    setDragged(null)
    setTarget(null)
  }
  const kinds: readonly PartKind[] = draft.some(({ kind }) => kind === 'sequence')
    ? ['fixed', 'field']
    : ['fixed', 'field', 'sequence']

  return (
    <div>
      <ol ref={list} className="numbering-parts" aria-label={t('numbering.parts')} onDragEnd={() => setTarget(null)}>
        {draft.map((part, place) => (
          <PartRow
            key={part.key}
            part={part}
            place={place}
            count={draft.length}
            readOnly={readOnly}
            isTarget={target === place && dragged !== null && dragged !== part.key}
            onChange={(change) => onChange(withChange(draft, part.key, change))}
            onMove={(to) => move(part.key, to)}
            onRemove={() => onChange(withoutPart(draft, part.key))}
            onDragStart={() => setDragged(part.key)}
            onDragOver={() => setTarget(place)}
            onDrop={() => drop(place)}
          />
        ))}
      </ol>
      <div className="numbering-add">
        {!readOnly &&
          kinds.map((kind) => (
            <Button
              key={kind}
              size="compact-sm"
              variant="default"
              leftSection={<IconPlus size={13} aria-hidden />}
              onClick={() => onChange(withPart(draft, kind))}
            >
              {t(`numbering.kind.${kind}`)}
            </Button>
          ))}
        <span className="numbering-total" data-wrong={total !== BODY_DIGITS || undefined}>
          {t('numbering.total', { digits: total })}
        </span>
      </div>
      <p className="visually-hidden" aria-live="polite">
        {said}
      </p>
    </div>
  )
}

/** A part that is moved takes the focus along: the browser drops it where the row is put at another place. */
function useFocusKept(list: RefObject<HTMLOListElement | null>, draft: SchemeDraft): () => void {
  const held = useRef<HTMLElement | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each new order
  useEffect(() => {
    const element = held.current
    held.current = null
    if (element?.isConnected && document.activeElement !== element) element.focus()
  }, [draft])
  return () => {
    const active = document.activeElement
    held.current = active instanceof HTMLElement && list.current?.contains(active) ? active : null
  }
}
