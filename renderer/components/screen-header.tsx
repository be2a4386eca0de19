import type { ReactNode } from 'react'

interface ScreenHeaderProps {
  readonly title: string
  /** Usually a `FreshnessLine`. */
  readonly fresh?: ReactNode
  /** Buttons, the main one last. */
  readonly children?: ReactNode
}

/** The title line of a screen. */
export function ScreenHeader({ title, fresh, children }: ScreenHeaderProps) {
  return (
    <header className="screen-head">
      <h1>{title}</h1>
      {fresh}
      <div className="screen-actions">{children}</div>
    </header>
  )
}
