import { type PointerEvent, type Ref, type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountRow } from '#shared/contract/views'
import { useProblemText } from '../../../components'
import {
  canBeDragged,
  createVerdicts,
  isFarEnough,
  type Pointer,
  rowUnder,
  scrollStep,
  type Verdict,
} from './drag-session'
import { rowAt } from './pages'
import type { TreeRows } from './use-tree-rows'
import { HEADER_PX } from './use-virtual-rows'
import './row-drag.css'

/** What the tree tells of the pointer. */
export interface RowDragHandle {
  /** The pointer was pressed inside the tree. */
  press(event: PointerEvent): void
}

interface RowDragProps {
  readonly ref: Ref<RowDragHandle>
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly rows: TreeRows
  readonly rowPx: number
  readonly onExpand: (row: number) => void
  /** Let go over an account that the rules allow as its place. */
  readonly onDrop: (account: AccountRow, target: AccountRow) => void
}

/** What is seen while an account is dragged. */
interface Shown {
  readonly account: AccountRow
  readonly pointer: Pointer
  readonly over: { readonly row: number; readonly account: AccountRow; readonly verdict: Verdict } | null
}

/**
 * Moving an account by dragging its name onto another row: the row lights up, the rules say at once why a place is
 * forbidden, closed nodes open and the list scrolls under a waiting pointer, Esc gives up. Without a pointer there is the
 * Move dialog, which a drop opens too. Apart from the tree, because it is drawn anew with every move of the pointer.
 */
export function RowDrag(props: RowDragProps) {
  const [shown, setShown] = useState<Shown | null>(null)
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  const end = useRef<(() => void) | undefined>(undefined)
  useEffect(() => () => end.current?.(), [])
  useImperativeHandle(
    props.ref,
    () => ({
      press(event) {
        end.current?.()
        end.current = followPointer(event, latest, setShown)
      },
    }),
    [],
  )
  if (!shown) return null
  const { over } = shown
  return (
    <>
      {over && (
        <div
          className="accounts-drop"
          data-verdict={over.verdict === 'allowed' ? 'allowed' : over.verdict === 'asking' ? 'asking' : 'forbidden'}
          style={{ top: HEADER_PX + over.row * props.rowPx, height: props.rowPx }}
        />
      )}
      <DragLabel shown={shown} />
    </>
  )
}

function DragLabel({ shown: { account, pointer, over } }: { readonly shown: Shown }) {
  const { t } = useTranslation('accounts')
  const words = useProblemText()
  const said = (): string => {
    if (!over) return t('drag.drop')
    const { verdict } = over
    if (verdict === 'allowed') return t('drag.to', { name: over.account.name })
    if (verdict === 'asking') return t('drag.checking', { name: over.account.name })
    return verdict === 'stays' ? t('move.unchanged') : words(verdict)
  }
  return (
    <div className="accounts-drag" aria-hidden style={{ left: pointer.x + 14, top: pointer.y + 16 }}>
      <b>
        <bdi>{account.name}</bdi>
      </b>
      <p data-verdict={over && typeof over.verdict === 'object' ? 'forbidden' : undefined}>{said()}</p>
      <p className="dim">{t('drag.hint')}</p>
    </div>
  )
}

/** Milliseconds that the pointer waits over a closed node before it opens. */
const OPENING_MS = 700

/** Follows a pressed pointer until it is let go; answers how to give up. */
function followPointer(
  press: PointerEvent,
  latest: RefObject<RowDragProps>,
  show: (shown: Shown | null) => void,
): () => void {
  const from: Pointer = { x: press.clientX, y: press.clientY }
  const { rows } = latest.current
  const box = latest.current.scroller.current
  const pressed = box && pressedAccount(press, box, latest.current)
  if (!box || !pressed || rows.flat) return () => {}
  let pointer = from
  let verdictOf: ReturnType<typeof createVerdicts> | undefined
  let over: Shown['over'] = null
  let opening: { readonly row: number; readonly timer: ReturnType<typeof setTimeout> } | undefined
  let frame = 0

  const look = (): void => {
    if (!verdictOf) return
    over = placeUnder(pointer, box, latest.current, verdictOf)
    show({ account: pressed, pointer, over })
    waitToOpen()
  }
  const waitToOpen = (): void => {
    if (opening?.row === over?.row) return
    clearTimeout(opening?.timer)
    const row = over?.row
    opening = row === undefined ? undefined : { row, timer: setTimeout(() => latest.current.onExpand(row), OPENING_MS) }
  }
  const everyFrame = (): void => {
    const step = scrollStep(pointer, box.getBoundingClientRect())
    if (step !== 0) {
      box.scrollTop += step
      look()
    }
    frame = requestAnimationFrame(everyFrame)
  }
  const onMove = (event: globalThis.PointerEvent): void => {
    pointer = { x: event.clientX, y: event.clientY }
    if (!verdictOf && isFarEnough(from, pointer)) {
      verdictOf = createVerdicts(pressed, look)
      document.documentElement.classList.add('accounts-dragging')
      frame = requestAnimationFrame(everyFrame)
    }
    look()
  }
  const onUp = (): void => {
    const target = over?.verdict === 'allowed' ? over.account : undefined
    if (verdictOf) ignoreNextClick()
    stop()
    if (target) latest.current.onDrop(pressed, target)
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !verdictOf) return
    event.preventDefault()
    event.stopPropagation()
    stop()
  }
  const stop = (): void => {
    cancelAnimationFrame(frame)
    clearTimeout(opening?.timer)
    verdictOf = undefined
    document.documentElement.classList.remove('accounts-dragging')
    window.removeEventListener('pointermove', onMove)
    window.removeEventListener('pointerup', onUp)
    window.removeEventListener('pointercancel', stop)
    window.removeEventListener('blur', stop)
    window.removeEventListener('keydown', onKey, true)
    show(null)
  }
  window.addEventListener('pointermove', onMove)
  window.addEventListener('pointerup', onUp)
  window.addEventListener('pointercancel', stop)
  window.addEventListener('blur', stop)
  window.addEventListener('keydown', onKey, true)
  return stop
}

/** The account whose name was pressed, if it is one that can be moved; numbers and sums stay free to be marked and copied. */
function pressedAccount(event: PointerEvent, box: HTMLElement, props: RowDragProps): AccountRow | undefined {
  const { button, ctrlKey, metaKey, shiftKey, altKey, target } = event
  if (button !== 0 || ctrlKey || metaKey || shiftKey || altKey || !(target instanceof Element)) return undefined
  if (!target.closest('.accounts-cell-name') || target.closest('button')) return undefined
  const found = accountUnder({ x: event.clientX, y: event.clientY }, box, props)
  return found && canBeDragged(found.account) ? found.account : undefined
}

function accountUnder(pointer: Pointer, box: HTMLElement, { rows, rowPx }: RowDragProps) {
  const row = rowUnder(pointer, box.getBoundingClientRect(), box.scrollTop, rowPx, rows.layout.size)
  const slot = row === undefined ? undefined : rows.layout.slotAt(row)
  const account = slot && rowAt(rows.pages, slot)
  return row !== undefined && account ? { row, account } : undefined
}

function placeUnder(
  pointer: Pointer,
  box: HTMLElement,
  props: RowDragProps,
  verdictOf: ReturnType<typeof createVerdicts>,
): Shown['over'] {
  const found = accountUnder(pointer, box, props)
  return found ? { ...found, verdict: verdictOf(found.account) } : null
}

/** Where a drag ends a click follows, which nobody meant. */
function ignoreNextClick(): void {
  const ignore = (event: MouseEvent): void => event.stopPropagation()
  window.addEventListener('click', ignore, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', ignore, true), 0)
}
