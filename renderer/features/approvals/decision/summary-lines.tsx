import { useTranslation } from 'react-i18next'
import type { ApprovalDetail } from '#shared/contract/approval-views'

type Summary = ApprovalDetail['summary']

export interface SummaryLine {
  readonly label: string
  readonly value: string
}

/** Deeper or longer than any summary that a person would read. */
const MOST_DEPTH = 4
const MOST_LINES = 60

/** A summary of something that this build does not know, as words and values; nothing in it means anything here. */
export function summaryLines(summary: Summary): SummaryLine[] {
  const lines: SummaryLine[] = []
  const add = (label: string, value: unknown, depth: number): void => {
    if (lines.length >= MOST_LINES || value === null || value === undefined || value === '') return
    if (typeof value !== 'object') lines.push({ label, value: String(value) })
    else if (depth < MOST_DEPTH) {
      for (const [key, part] of Object.entries(value)) add(label === '' ? key : `${label} · ${key}`, part, depth + 1)
    }
  }
  add('', summary, 0)
  return lines
}

/** What the bank said of it, inert. */
export function SummaryLines({ summary }: { readonly summary: Summary }) {
  const { t } = useTranslation('approvals')
  const lines = summaryLines(summary)
  if (lines.length === 0) return <p className="dim">{t('summary.none')}</p>
  return (
    <dl className="approvals-facts" aria-label={t('summary.title')}>
      {lines.map(({ label, value }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a summary may say one thing twice
        <div key={at}>
          <dt>
            <bdi>{label}</bdi>
          </dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}
