import type { JsonValue } from './json'

/** The outcome of something that may fail in a foreseen way. Exceptions are for bugs only. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

/**
 * A refusal the user is told about: `code` names its words in both languages, `params` fill their gaps.
 * It crosses process and network boundaries, so it is plain JSON.
 */
export type DomainError = { readonly code: string; readonly params?: Readonly<Record<string, JsonValue>> }

/** Wraps a value as a success. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

/** Wraps an error as a failure. */
export function err<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error }
}

/** Short form of `err({ code, params })`. */
export function refuse(
  code: string,
  params?: Readonly<Record<string, JsonValue>>,
): { readonly ok: false; readonly error: DomainError } {
  return err(params === undefined ? { code } : { code, params })
}
