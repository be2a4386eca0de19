import type { ReactNode } from 'react'

interface FactsProps {
  readonly facts: readonly { readonly label: string; readonly value: ReactNode }[]
}

/** Figures that the rows below add up to. */
export function Facts({ facts }: FactsProps) {
  return (
    <dl className="overview-drawer-facts">
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
