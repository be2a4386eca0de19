import { Button } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChoiceField } from '../choice-field'
import { formatCount } from '../format/amount'
import { useLanguage } from '../format/words'
import type { CsvDraft } from './csv-draft'
import type { CsvField, CsvFormat } from './csv-types'
import { DELIMITERS } from './read-file'

interface MappingBarProps<Key extends string, Item> {
  readonly fields: readonly CsvField<Key>[]
  readonly draft: CsvDraft<Key, Item>
  readonly onColumn: (key: Key, column: number | null) => void
  readonly onFormat: (change: Partial<CsvFormat>) => void
  readonly onDelimiter: (delimiter: string) => void
}

const DELIMITER_WORDS = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const
const NO_COLUMN = ''
/** More would leave little of a small window for the rows: they are folded away once every column is found. */
const FEW_FIELDS = 6

/** How the file is read: its columns and its marks, each as recognised and each to be changed. */
export function MappingBar<Key extends string, Item>(props: MappingBarProps<Key, Item>) {
  const { t } = useTranslation('csvImport')
  const language = useLanguage()
  const { fields, draft } = props
  const { sheet, mapping, format } = draft
  const columns = sheet.header.map((head, index) => ({
    value: String(index),
    label: head === '' ? t('column', { number: index + 1 }) : head,
  }))
  const isLong = fields.length > FEW_FIELDS
  const [wanted, setWanted] = useState(!isLong)
  // A column that is missing must be chosen before anything else.
  const isOpen = wanted || draft.unmapped.length > 0
  const fieldsId = useId()
  const found = fields.filter(({ key }) => mapping[key] !== null).length
  const has = (kind: CsvField<Key>['kind']) => fields.some((field) => field.kind === kind)

  return (
    <div className="csv-mapping">
      <p className="csv-file">
        <strong>{sheet.fileName}</strong>{' '}
        <span className="dim">
          {t('rows', { count: sheet.rows.length, shown: formatCount(sheet.rows.length, language) })}
        </span>
        {isLong && (
          <>
            <span className="dim"> · {t('found', { found, count: fields.length })}</span>{' '}
            <Button
              variant="subtle"
              size="compact-sm"
              aria-expanded={isOpen}
              aria-controls={fieldsId}
              onClick={() => setWanted(!isOpen)}
            >
              {t('columnsAndMarks')}
            </Button>
          </>
        )}
      </p>
      {isOpen && (
        <div id={fieldsId} className="csv-mapping-fields">
          <fieldset className="csv-fields">
            <legend>{t('mapping')}</legend>
            {fields.map(({ key, label, required }) => (
              <ChoiceField
                key={key}
                inDialog
                size="xs"
                label={label}
                allowDeselect={false}
                error={required && mapping[key] === null}
                data={[{ value: NO_COLUMN, label: t(required ? 'chooseColumn' : 'noColumn') }, ...columns]}
                value={mapping[key] === null ? NO_COLUMN : String(mapping[key])}
                onChange={(value) => props.onColumn(key, value === null || value === NO_COLUMN ? null : Number(value))}
              />
            ))}
          </fieldset>
          <fieldset className="csv-fields">
            <legend>{t('recognised')}</legend>
            <ChoiceField
              inDialog
              size="xs"
              label={t('delimiter')}
              allowDeselect={false}
              data={DELIMITERS.map((mark) => ({ value: mark, label: t(`mark.${DELIMITER_WORDS[mark]}`) }))}
              value={sheet.delimiter}
              onChange={(value) => value !== null && props.onDelimiter(value)}
            />
            {has('amount') && (
              <ChoiceField
                inDialog
                size="xs"
                label={t('decimal')}
                allowDeselect={false}
                data={[
                  { value: ',', label: t('decimalComma') },
                  { value: '.', label: t('decimalPoint') },
                ]}
                value={format.decimal}
                onChange={(value) => props.onFormat({ decimal: value === ',' ? ',' : '.' })}
              />
            )}
            {has('date') && (
              <ChoiceField
                inDialog
                size="xs"
                label={t('dates')}
                allowDeselect={false}
                data={[
                  { value: 'day', label: t('dayFirst') },
                  { value: 'month', label: t('monthFirst') },
                ]}
                value={format.dateOrder}
                onChange={(value) => props.onFormat({ dateOrder: value === 'month' ? 'month' : 'day' })}
              />
            )}
          </fieldset>
        </div>
      )}
    </div>
  )
}
