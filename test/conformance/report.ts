import type { Need } from '../integration/protocol/needs'
import type { Probed } from './probe'

interface Named {
  readonly area: string
  readonly check: string
}

export interface Listed extends Named {
  readonly needs: readonly Need[]
}

export interface Fault {
  readonly message: string
  readonly expected?: string
  readonly came?: string
}

/** What came of one check. */
export type Checked =
  | (Named & { readonly result: 'pass' })
  | (Named & { readonly result: 'fail'; readonly faults: readonly Fault[] })
  | (Named & { readonly result: 'not applicable'; readonly reason: string })

const LONGEST_VALUE = 2000

export function counts(report: readonly Checked[]): { pass: number; fail: number; notApplicable: number } {
  const of = (result: Checked['result']) => report.filter((checked) => checked.result === result).length
  return { pass: of('pass'), fail: of('fail'), notApplicable: of('not applicable') }
}

/** The report for a person, or as JSON. */
export function told(report: readonly Checked[], { target, bankName }: Probed, json: boolean): string {
  const total = counts(report)
  const { url, companyId, simulation, userIds } = target
  if (json)
    return `${JSON.stringify({ url, bankName, companyId, simulation, userIds, ...total, checks: report }, null, 1)}\n`
  const users = Object.entries(userIds).map(([name, userId]) => `${name}=${userId}`)
  const head = `${bankName} at ${url}, company ${companyId}, ${simulation ? 'with' : 'without'} simulation, users ${users.join(', ')}`
  const { pass, fail, notApplicable } = total
  const foot = `${pass} passed, ${fail} failed, ${notApplicable} not applicable`
  return `${head}\n${byArea(report, lines)}\n\n${foot}\n`
}

export function listed(checks: readonly Listed[], json: boolean): string {
  if (json) return `${JSON.stringify(checks, null, 1)}\n`
  return `${byArea(checks, ({ check, needs }) => `  ${check}${needs.length > 0 ? `  [${needs.join(', ')}]` : ''}`)}\n`
}

function byArea<T extends Named>(all: readonly T[], text: (one: T) => string): string {
  return [...new Set(all.map(({ area }) => area))]
    .map((area) => [`\n${area}`, ...all.filter((one) => one.area === area).map(text)].join('\n'))
    .join('\n')
}

function lines(checked: Checked): string {
  if (checked.result === 'pass') return `  ✓ ${checked.check}`
  if (checked.result === 'not applicable') return `  – ${checked.check}\n      not applicable: ${checked.reason}`
  return [`  ✗ ${checked.check}`, ...checked.faults.flatMap(faultLines)].join('\n')
}

function faultLines({ message, expected, came }: Fault): string[] {
  const values =
    expected === undefined && came === undefined ? [] : [`expected: ${short(expected)}`, `came:     ${short(came)}`]
  return [short(message), ...values].map((text) => text.replace(/^/gm, '      '))
}

function short(text: string | undefined): string {
  if (text === undefined) return 'nothing'
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)} …` : text
}
