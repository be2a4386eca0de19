import type { ReactNode } from 'react'
import { ScreenTabStrip } from './screen-tabs'

interface ScreenHeaderProps {
  readonly title: string
  /** Usually a `FreshnessLine`. */
  readonly fresh?: ReactNode
  /** Buttons, the main one last. */
  readonly children?: ReactNode
}

/** The title line of a screen, and under it the screen's parts where it has several. */
export function ScreenHeader({ title, fresh, children }: ScreenHeaderProps) {
  return (
    <>
      <header className="screen-head">
        <h1>{title}</h1>
        {fresh}
        <div className="screen-actions">{children}</div>
      </header>
      <ScreenTabStrip />
    </>
  )
}
