import { useTranslation } from 'react-i18next'
import type { AccountDetail } from '#shared/contract/views'
import { AccountNumber } from '../account-number'
import { Amount } from '../amount'
import { StatePill } from '../state-pill'
import { type Direction, type MovementRow, movementRows, type Stage } from './movement-table'
import './movement.css'

export interface NamedStage extends Stage {
  /** Words over its column, "Once approved". */
  readonly name: string
}

interface MovementPreviewProps {
  /** Undefined while it is not chosen. */
  readonly from: AccountDetail | undefined
  readonly to: AccountDetail | undefined
  /** None where nothing would happen: then only what is now is told. */
  readonly stages: readonly NamedStage[]
}

/** Both accounts of a movement of money, in figures: now, and at each stage. */
export function MovementPreview({ from, to, stages }: MovementPreviewProps) {
  return (
    <div className="movement">
      {from && <SideTable account={from} direction="debit" stages={stages} />}
      {to && <SideTable account={to} direction="credit" stages={stages} />}
    </div>
  )
}

interface SideTableProps {
  readonly account: AccountDetail
  readonly direction: Direction
  readonly stages: readonly NamedStage[]
}

function SideTable({ account, direction, stages }: SideTableProps) {
  const { t } = useTranslation('approvals')
  const rows = movementRows(account, direction, stages)
  return (
    <table className="movement-side">
      <caption>
        <span className="dim">{t(`movement.${direction}`)}</span> <bdi>{account.name}</bdi>{' '}
        <span className="dim movement-number">
          <AccountNumber number={account.number} />
        </span>
        <Marks account={account} />
      </caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('movement.now')}</th>
          {stages.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Figure key={keyOf(row)} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function keyOf(row: MovementRow): string {
  return row.figure === 'left' ? `left ${row.above ?? ''}` : row.figure
}

/** What may stand in the way: a block, or that the account is closed. */
function Marks({ account: { block, status } }: { readonly account: AccountDetail }) {
  const { t } = useTranslation(['approvals', 'common'])
  return (
    <>
      {block !== 'none' && <StatePill state="blocked" label={t(`common:block.${block}`)} />}
      {status === 'closed' && <StatePill state="neutral" label={t('movement.closed')} />}
    </>
  )
}

function Figure({ row }: { readonly row: MovementRow }) {
  const { t } = useTranslation('approvals')
  return (
    <tr>
      <th scope="row">
        {row.figure !== 'left' ? (
          t(`movement.figure.${row.figure}`)
        ) : row.above === null ? (
          t(`movement.left.${row.direction}`)
        ) : (
          <bdi>{t(`movement.leftAbove.${row.direction}`, { name: row.above })}</bdi>
        )}
      </th>
      {row.values.map((value, stage) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a figure's stage is its place
        <td key={stage} data-changed={(stage > 0 && value !== row.values[stage - 1]) || undefined}>
          <Amount value={value} />
        </td>
      ))}
    </tr>
  )
}
