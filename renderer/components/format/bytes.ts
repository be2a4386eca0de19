import { type FormatLanguage, LOCALES } from './amount'

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** A size as people read it, in steps of 1,000 bytes: `1.4 MB`, in Indonesian `1,4 MB`. */
export function formatBytes(bytes: number, language: FormatLanguage): string {
  const step = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)))
  const value = bytes / 1000 ** step
  return new Intl.NumberFormat(LOCALES[language], {
    style: 'unit',
    unit: UNITS[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value)
}
