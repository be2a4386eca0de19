import { ceilDecimal, type DecimalText, decimalOf } from '../../kernel/decimal'
import { add, type Money, multiplyRate, roundHalfUpToWhole, sum, times } from '../../kernel/money'

/** How cash is ordered (docs/domain.md §4 Order). */
export const SERVICE_TYPES = ['standing', 'immediate', 'recurring'] as const
export type ServiceType = (typeof SERVICE_TYPES)[number]

/** How cash changes hands (docs/domain.md §4 Order). */
export const HANDOVERS = ['count_on_site', 'said_to_contain'] as const
export type Handover = (typeof HANDOVERS)[number]

/** A dated tariff. Money is rupiah; multipliers and rates are exact decimals (`"0.10"` is ten per cent). */
export type Tariff = {
  readonly tripBase: Money
  readonly tripPerKm: Money
  readonly serviceMultiplier: Readonly<Record<ServiceType, DecimalText>>
  readonly handover: Readonly<Record<Handover, Money>>
  readonly insuranceRate: DecimalText
  readonly provision: Money
  readonly taxRate: DecimalText
}

/** What the fee depends on besides the tariff; distance in kilometres. */
export type FeeInput = {
  readonly tariff: Tariff
  readonly distanceKm: DecimalText
  readonly amount: Money
  readonly serviceType: ServiceType
  readonly handover: Handover
}

/** The fee and its parts; `taxable` is the sum of the first four, `total` that plus tax. All whole rupiah. */
export type Fee = {
  readonly trip: Money
  readonly handover: Money
  readonly insurance: Money
  readonly provision: Money
  readonly taxable: Money
  readonly tax: Money
  readonly total: Money
}

/**
 * The fee of a cash order: started kilometres are charged whole, each component is rounded half-up to the rupiah once.
 * Throws when the money is of several currencies. Source: docs/domain.md §4 Fee.
 */
export function cashFee({ tariff, distanceKm, amount, serviceType, handover }: FeeInput): Fee {
  const startedKm = ceilDecimal(decimalOf(distanceKm))
  const oneTrip = add(tariff.tripBase, times(tariff.tripPerKm, startedKm))
  const trip = multiplyRate(oneTrip, tariff.serviceMultiplier[serviceType])
  const handoverFee = roundHalfUpToWhole(tariff.handover[handover])
  const insurance = multiplyRate(amount, tariff.insuranceRate)
  const provision = roundHalfUpToWhole(tariff.provision)
  const taxable = sum([trip, handoverFee, insurance, provision], amount.currency)
  const tax = multiplyRate(taxable, tariff.taxRate)
  return { trip, handover: handoverFee, insurance, provision, taxable, tax, total: add(taxable, tax) }
}
