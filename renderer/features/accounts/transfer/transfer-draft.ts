import type { OutboxRow } from '#shared/contract/views'

/** What stands in the fields of a transfer. */
export interface TransferDraft {
  readonly fromId: string | null
  readonly toId: string | null
  /** Wire text; what was typed where that is no amount. */
  readonly amount: string
  readonly reference: string
  readonly description: string
}

/** The arguments of `transfer.create`; `id` is the transfer's. */
export function transferArguments(id: string, draft: TransferDraft): Record<string, unknown> {
  const description = draft.description.trim()
  return {
    id,
    fromAccountId: draft.fromId,
    toAccountId: draft.toId,
    amount: draft.amount,
    reference: draft.reference,
    ...(description === '' ? {} : { description }),
  }
}

/** The fields as a refused command filled them, and the transfer's id. Null where the command cannot be read. */
export function refusedDraft({ args }: Pick<OutboxRow, 'args'>): { id: string; draft: TransferDraft } | null {
  const text = (key: string) => {
    const value = args[key]
    return typeof value === 'string' ? value : ''
  }
  const id = text('id')
  if (id === '') return null
  const draft = {
    fromId: text('fromAccountId') || null,
    toId: text('toAccountId') || null,
    amount: text('amount'),
    reference: text('reference'),
    description: text('description'),
  }
  return { id, draft }
}

/** Without letters and digits that are read as each other. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/**
 * A reference that nobody has used, as good as certainly: the bank's calendar date and one letter for each random byte,
 * `TR-20260710-K7Q2M`.
 */
export function suggestedReference(date: string, random: Uint8Array): string {
  const letters = [...random].map((byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('')
  return `TR-${date.replaceAll('-', '')}-${letters}`
}
