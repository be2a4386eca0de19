import { SegmentedControl, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Settings } from '#shared/contract/views'
import { SettingRow } from './setting-row'

/** Minutes without input until the app locks; 0 never. */
const AUTO_LOCK_MINUTES = [1, 5, 10, 15, 30, 60, 0]

interface PreferencesProps {
  readonly settings: Settings
  readonly onChange: (changes: Partial<Settings>) => void
}

export function Preferences({ settings, onChange }: PreferencesProps) {
  const { t } = useTranslation('settings')
  return (
    <>
      <section aria-labelledby="settings-look">
        <h2 id="settings-look">{t('look')}</h2>
        <div className="card">
          <SettingRow id="set-language" label={t('language')}>
            <Choice
              labelledBy="set-language"
              value={settings.language}
              options={[
                { value: 'en', label: 'English' },
                { value: 'id', label: 'Bahasa Indonesia' },
              ]}
              onChange={(language) => onChange({ language })}
            />
          </SettingRow>
          <SettingRow id="set-theme" label={t('theme.label')}>
            <Choice
              labelledBy="set-theme"
              value={settings.theme}
              options={(['light', 'dark', 'system'] as const).map((value) => ({ value, label: t(`theme.${value}`) }))}
              onChange={(theme) => onChange({ theme })}
            />
          </SettingRow>
          <SettingRow id="set-density" label={t('density.label')} explain={t('density.explain')}>
            <Choice
              labelledBy="set-density"
              value={settings.density}
              options={(['normal', 'compact'] as const).map((value) => ({ value, label: t(`density.${value}`) }))}
              onChange={(density) => onChange({ density })}
            />
          </SettingRow>
        </div>
      </section>
      <section aria-labelledby="settings-safety">
        <h2 id="settings-safety">{t('safety')}</h2>
        <div className="card">
          <SettingRow id="set-lock" label={t('autoLock.label')} explain={t('autoLock.explain')}>
            <AutoLock
              minutes={settings.autoLockMinutes}
              onChange={(autoLockMinutes) => onChange({ autoLockMinutes })}
            />
          </SettingRow>
        </div>
      </section>
    </>
  )
}

interface ChoiceProps<T extends string> {
  readonly labelledBy: string
  readonly value: T
  readonly options: { readonly value: T; readonly label: string }[]
  readonly onChange: (value: T) => void
}

function Choice<T extends string>({ labelledBy, value, options, onChange }: ChoiceProps<T>) {
  return (
    <SegmentedControl
      aria-labelledby={labelledBy}
      data={options}
      value={value}
      onChange={(chosen) => {
        const option = options.find((candidate) => candidate.value === chosen)
        if (option) onChange(option.value)
      }}
    />
  )
}

function AutoLock({ minutes, onChange }: { readonly minutes: number; readonly onChange: (minutes: number) => void }) {
  const { t } = useTranslation('settings')
  const offered = AUTO_LOCK_MINUTES.includes(minutes) ? AUTO_LOCK_MINUTES : [minutes, ...AUTO_LOCK_MINUTES]
  return (
    <Select
      aria-labelledby="set-lock"
      allowDeselect={false}
      data={offered.map((value) => ({
        value: String(value),
        label: value === 0 ? t('autoLock.never') : t('autoLock.minutes', { count: value }),
      }))}
      value={String(minutes)}
      onChange={(value) => {
        if (value !== null) onChange(Number(value))
      }}
    />
  )
}
