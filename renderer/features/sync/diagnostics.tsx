import { Button } from '@mantine/core'
import { IconFileExport } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { FormError } from '../../components/problem'
import { problemOf, useExportDiagnosticsMutation } from '../../data/api'

/** A file for whoever helps, saved where the user says. */
export function Diagnostics() {
  const { t } = useTranslation('sync')
  const [exportFile, { data, error, isLoading }] = useExportDiagnosticsMutation()
  return (
    <>
      <h3 className="sync-history-title">{t('diagnostics.title')}</h3>
      <p className="dim sync-diagnostics">{t('diagnostics.text')}</p>
      <FormError problem={problemOf(error)} />
      <Button
        variant="default"
        leftSection={<IconFileExport size={15} aria-hidden />}
        loading={isLoading}
        onClick={() => void exportFile()}
      >
        {t('diagnostics.export')}
      </Button>
      <p role="status" className="dim">
        {data?.saved === true ? t('diagnostics.saved') : ''}
      </p>
    </>
  )
}
