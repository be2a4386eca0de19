import type { ReactNode } from 'react'

interface SettingRowProps {
  /** Names the control inside, by its `aria-labelledby`. */
  readonly id: string
  readonly label: string
  readonly explain?: string
  readonly children: ReactNode
}

export function SettingRow({ id, label, explain, children }: SettingRowProps) {
  return (
    <div className="setting-row">
      <div>
        <span id={id} className="setting-label">
          {label}
        </span>
        {explain !== undefined && <p className="dim">{explain}</p>}
      </div>
      <div className="setting-control">{children}</div>
    </div>
  )
}
