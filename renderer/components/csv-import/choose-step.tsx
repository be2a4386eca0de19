import { Button } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconDownload, IconFileSpreadsheet } from '@tabler/icons-react'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useSaveCsvTemplateMutation } from '../../data/api'
import { useLanguage } from '../format/words'
import type { CsvTemplate } from './csv-template'
import type { CsvField } from './csv-types'

interface ChooseStepProps<Key extends string> {
  readonly intro: ReactNode
  readonly fields: readonly CsvField<Key>[]
  readonly template: CsvTemplate<Key>
  readonly onFile: (file: File) => void
}

/** Where a file is dropped or chosen, and what it is to look like. */
export function ChooseStep<Key extends string>({ intro, fields, template, onFile }: ChooseStepProps<Key>) {
  const { t } = useTranslation('csvImport')
  const language = useLanguage()
  const openFile = useRef<() => void>(null)
  const [save] = useSaveCsvTemplateMutation()
  const saveTemplate = () =>
    void save({
      fileName: template.fileName,
      // A spreadsheet in Indonesian takes the comma for the decimal mark, hence the semicolon between cells.
      delimiter: language === 'id' ? ';' : ',',
      lines: [fields.map(({ label }) => label), ...template.examples.map((row) => fields.map(({ key }) => row[key]))],
    })

  return (
    <div className="csv-choose">
      <div className="csv-intro">{intro}</div>
      <Dropzone
        className="csv-drop"
        openRef={openFile}
        multiple={false}
        activateOnClick={false}
        activateOnKeyboard={false}
        enablePointerEvents
        onDrop={([file]) => file && onFile(file)}
        inputProps={{ 'aria-label': t('file'), tabIndex: -1 }}
        tabIndex={-1}
      >
        <IconFileSpreadsheet size={28} aria-hidden />
        <p>{t('drop')}</p>
        <Button data-autofocus onClick={() => openFile.current?.()}>
          {t('choose')}
        </Button>
      </Dropzone>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard */}
      <section className="csv-columns" aria-label={t('columns')} tabIndex={0}>
        <table>
          <caption>{t('columns')}</caption>
          <thead>
            <tr>
              {fields.map(({ key, label, required }) => (
                <th key={key} scope="col">
                  {label}
                  {!required && <span className="dim"> {t('optional')}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {template.examples.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: examples never change
              <tr key={index}>
                {fields.map(({ key, kind }) => (
                  <td key={key} data-kind={kind}>
                    {row[key]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Button variant="default" leftSection={<IconDownload size={15} aria-hidden />} onClick={saveTemplate}>
        {t('template')}
      </Button>
    </div>
  )
}
