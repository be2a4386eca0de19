import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountDetail } from '#shared/contract/views'
import type { LimitChange } from '#shared/domain/accounts/limits'
import { changedLimits, NO_LIMITS } from '#shared/domain/accounts/limits'
import { isAmount, useBankTime } from '../../../components'
import { changedLimitArguments, DIRECTIONS, type Direction, type LimitKind, type Limits } from '../change-arguments'
import { FactChanges, useFactWords } from '../fact-words'
import { changesBetween, factsOfCommand, factsOfDocument } from '../facts'
import { limitUse, limitUseOf } from '../limit-use'
import { CommandDialog } from './command-dialog'
import { LimitFields, typedLimits, wantedLimits } from './limit-fields'
import { RefusalNotice, type Refused, useBankNow } from './refused'
import { useCommandForm } from './use-command-form'

export interface LimitsDialogProps {
  readonly account: AccountDetail
  /** What a refused command wanted. */
  readonly initial?: LimitChange
  readonly refused?: Refused
  readonly onClose: () => void
}

const CLOCK_MS = 30_000

/** Sets or removes limits; says what is used today and what would be left. */
export function LimitsDialog({ account, initial, refused, onClose }: LimitsDialogProps) {
  const { t } = useTranslation('accounts')
  const words = useFactWords()
  const bankNow = useBankNow(refused)
  const now = useBankTime(CLOCK_MS)
  const present = account.limits ?? NO_LIMITS
  const [typed, setTyped] = useState(() => typedLimits(changedLimits(present, initial ?? {})))
  const form = useCommandForm('subAccount.setLimits', refused?.commandId)
  const wanted = wantedLimits(typed)
  const change = changedLimitArguments(present, wanted)
  const submit = async () => {
    if (change && (await form.submit({ id: account.id, ...change }))) onClose()
  }
  const hint = (direction: Direction, kind: LimitKind) => {
    const atBank = bankNow(`limits.${direction}.${kind}`, wanted[direction][kind])
    if (atBank !== undefined) return atBank
    const nowWords = t('setLimits.now', { limit: words.value(`limits.${direction}.${kind}`, present[direction][kind]) })
    const use = kind === 'daily' ? limitUse(account, direction, now) : null
    return use ? `${nowWords} · ${t('setLimits.usedToday', { used: use.used })}` : nowWords
  }

  return (
    <CommandDialog
      title={<bdi>{t('setLimits.title', { name: account.name })}</bdi>}
      form={form}
      notice={<RefusalNotice refused={refused} />}
      consequence={<Consequence account={account} present={present} wanted={wanted} nowMs={now} />}
      submitLabel={t('setLimits.submit')}
      disabled={change === undefined}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <p className="dim accounts-help">{t('setLimits.help')}</p>
      <div className="accounts-form accounts-limits-form">
        <LimitFields
          currency={account.currency}
          typed={typed}
          errors={form.errors}
          path=""
          hint={hint}
          onChange={(next) => {
            setTyped(next)
            form.forget()
          }}
        />
      </div>
    </CommandDialog>
  )
}

interface ConsequenceProps {
  readonly account: AccountDetail
  readonly present: Limits
  readonly wanted: Limits
  readonly nowMs: number
}

function Consequence({ account, present, wanted, nowMs }: ConsequenceProps) {
  const { t } = useTranslation('accounts')
  const change = changedLimitArguments(present, wanted)
  if (!change) return <p>{t('setLimits.unchanged')}</p>
  const changes = changesBetween(
    factsOfDocument({ limits: present }),
    factsOfCommand('subAccount.setLimits', change),
    false,
  )
  return (
    <>
      <p>{t('setLimits.consequence')}</p>
      <FactChanges changes={changes} />
      {DIRECTIONS.map((direction) => {
        const daily = change[direction]?.daily
        if (daily === undefined || daily === null || !isAmount(daily, account.currency)) return null
        const used = limitUse(account, direction, nowMs)?.used ?? null
        const left = limitUseOf(wanted[direction], used, account.currency)?.left
        if (left === undefined || left === null) return null
        return (
          <p key={direction}>
            {t(`setLimits.${direction}`)}:{' '}
            {/[1-9]/.test(left) ? t('setLimits.leftAfter', { left }) : t('setLimits.nothingLeftAfter')}
          </p>
        )
      })}
    </>
  )
}
