import { z } from 'zod'
import { isInstant, isLocalDate } from '../kernel/time'

/**
 * The field types that documents, command arguments and the wire share.
 * Source: docs/domain.md §0 (time, money, ids) and docs/protocol.md.
 */

/** A UUID in lower case; new ones are version 7. */
export const Id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'field.id')

/** ISO 8601 in UTC with milliseconds: `2026-07-10T01:00:00.000Z`. */
export const InstantText = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, { error: 'field.instant', abort: true })
  .refine((text): boolean => isInstant(text), 'field.instant')

/** A calendar date without a zone: `2026-07-10`. */
export const DateText = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'field.date', abort: true })
  .refine((text): boolean => isLocalDate(text), 'field.date')

/**
 * A decimal amount as text. How many digits follow the point depends on the
 * account's currency, which only `decide` knows, so it is checked there.
 */
export const MoneyText = z.string().regex(/^-?(0|[1-9]\d{0,15})(\.\d{1,4})?$/, 'field.money')

/** An amount that may not be below zero. */
export const NonNegativeMoneyText = z.string().regex(/^(0|[1-9]\d{0,15})(\.\d{1,4})?$/, 'field.money')

/** ISO 4217 code. */
export const CurrencyCode = z.string().regex(/^[A-Z]{3}$/, 'field.currency')

/** Text a person typed: trimmed, not empty, at most `max` characters, no control characters. */
export const Text = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'field.empty')
    .max(max, 'field.too_long')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'field.control_characters')

/** SHA-256 in lower-case hex. */
export const Sha256Hex = z.string().regex(/^[0-9a-f]{64}$/, 'field.sha256')
