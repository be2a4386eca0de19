import { Button, Progress } from '@mantine/core'
import type { ReactNode } from 'react'

interface ProgressStepProps {
  readonly label: string
  /** From 0 to 1. */
  readonly share: number
  readonly cancelLabel: string
  readonly note?: ReactNode
  readonly onCancel: () => void
}

/** Something under way that can be stopped. */
export function ProgressStep({ label, share, cancelLabel, note, onCancel }: ProgressStepProps) {
  return (
    <div className="csv-progress">
      <p role="status">{label}</p>
      <Progress.Root size="md">
        <Progress.Section value={Math.round(share * 100)} aria-label={label} />
      </Progress.Root>
      {note !== undefined && <p className="dim">{note}</p>}
      <Button variant="default" data-autofocus onClick={onCancel}>
        {cancelLabel}
      </Button>
    </div>
  )
}
