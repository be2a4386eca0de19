import { Button, type ButtonProps, Menu } from '@mantine/core'
import { IconChevronDown, IconFileExport } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StatementFormat } from '#shared/contract/report-views'
import type { AppProblem } from '#shared/contract/views'
import { problemOf } from '../data/api'
import { useProblemText } from './problem'
import { useNotice } from './use-notice'

/** What a screen can be exported as; each has a name in `reports.json`. */
export type ExportFormat = StatementFormat | 'png'

/** What an export call answers: whether the user chose a file, or why there is none. */
export interface ExportOutcome {
  readonly data?: { readonly saved: boolean } | undefined
  readonly error?: unknown
}

interface ExportMenuProps<Format extends ExportFormat> {
  readonly formats: readonly Format[]
  readonly onExport: (format: Format) => PromiseLike<ExportOutcome>
  /** What is exported, where a screen has several; begins with what the button says. */
  readonly name?: string
  readonly size?: ButtonProps['size']
  readonly disabled?: boolean
}

/**
 * The button "Export" with the formats to choose from. The file is asked for and written by the main process; meanwhile the
 * button is busy, and at the end it says in words whether there is a file.
 */
export function ExportMenu<Format extends ExportFormat>(props: ExportMenuProps<Format>) {
  const { formats, onExport, name, size, disabled = false } = props
  const { t } = useTranslation('reports')
  const [busy, setBusy] = useState(false)
  const tell = useExportTold()
  const start = async (format: Format) => {
    setBusy(true)
    const { data, error } = await onExport(format)
    setBusy(false)
    tell(data?.saved === true, problemOf(error))
  }
  return (
    <Menu position="bottom-start" withinPortal={false} disabled={busy || disabled}>
      <Menu.Target>
        <Button
          variant="default"
          loading={busy}
          aria-label={name}
          disabled={disabled}
          {...(size === undefined ? {} : { size })}
          leftSection={<IconFileExport size={15} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {t('export.button')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown
        aria-label={t('export.label')}
        // Escape closes the menu, and not the drawer that it may stand in as well.
        onKeyDown={(event) => event.key === 'Escape' && event.stopPropagation()}
      >
        {formats.map((format) => (
          <Menu.Item key={format} onClick={() => void start(format)}>
            {t(`format.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Says in words, where the user looks at any time, how an export ended; nothing where they chose no file. */
export function useExportTold(): (saved: boolean, problem: AppProblem | null) => void {
  const { t } = useTranslation('reports')
  const textOf = useProblemText()
  const notice = useNotice()
  return (saved, problem) => {
    if (problem !== null) {
      notice(textOf(problem), { color: 'red', autoClose: false })
    } else if (saved) notice(t('export.saved'), { autoClose: 4000 })
  }
}
