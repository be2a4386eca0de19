import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
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
  /** Undefined while it is not chosen, or where the copy does not have it. */
  readonly from: AccountDetail | undefined
  readonly to: AccountDetail | undefined
  /** None where nothing would happen: then only what is now is told. */
  readonly stages: readonly NamedStage[]
  /** Whether the names lead to the accounts; not from a dialog, which would be lost. */
  readonly linked?: boolean
}

/** Both accounts of a movement of money, in figures: now, and at each stage. */
export function MovementPreview({ from, to, stages, linked = false }: MovementPreviewProps) {
  const { t } = useTranslation('approvals')
  if (!from && !to) return null
  return (
    <table className="movement" aria-label={t('movement.label')}>
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
      {from && <Side account={from} direction="debit" stages={stages} linked={linked} />}
      {to && <Side account={to} direction="credit" stages={stages} linked={linked} />}
    </table>
  )
}

interface SideProps {
  readonly account: AccountDetail
  readonly direction: Direction
  readonly stages: readonly NamedStage[]
  readonly linked: boolean
}

function Side({ account, direction, stages, linked }: SideProps) {
  const { t } = useTranslation('approvals')
  const { id, name, number } = account
  return (
    <tbody>
      <tr className="movement-account">
        <th scope="rowgroup" colSpan={stages.length + 2}>
          <span className="dim">{t(`movement.${direction}`)}</span>{' '}
          {linked ? (
            <Link to={`/accounts/${id}`}>
              <bdi>{name}</bdi>
            </Link>
          ) : (
            <bdi>{name}</bdi>
          )}{' '}
          <span className="dim">
            <AccountNumber number={number} />
          </span>
          <Marks account={account} />
        </th>
      </tr>
      {movementRows(account, direction, stages).map((row) => (
        <Figure key={keyOf(row)} row={row} />
      ))}
    </tbody>
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
          t(`movement.${row.allAvailable ? 'allAvailable' : 'figure'}.${row.figure}`)
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
