import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface MoreListProps<Item> {
  readonly items: readonly Item[]
  readonly children: (some: readonly Item[]) => ReactNode
}

/** The rows of a file can be a thousand: more are drawn when they are asked for. */
const AT_ONCE = 100

/** The first of many, and a button for more of them. */
export function MoreList<Item>({ items, children }: MoreListProps<Item>) {
  const { t } = useTranslation('audit')
  const [shown, setShown] = useState(AT_ONCE)
  const left = items.length - shown
  return (
    <>
      {children(items.slice(0, shown))}
      {left > 0 && (
        <Button variant="subtle" onClick={() => setShown(shown + AT_ONCE)}>
          {t('drawer.showMore', { count: Math.min(left, AT_ONCE) })}
        </Button>
      )}
    </>
  )
}
