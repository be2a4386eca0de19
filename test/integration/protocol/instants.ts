import { type Instant, parseInstant } from '#shared/kernel/time'
import type { BankClient } from '../../support/bank-client'

/** Throws for text that is no instant. */
export function instantOf(text: string): Instant {
  const parsed = parseInstant(text)
  if (!parsed.ok) throw new Error(`no instant: ${text}`)
  return parsed.value
}

/** How near to a moment a bank's clock can be put and still be before it when the next request comes, in milliseconds. */
export async function nearnessMs(client: BankClient): Promise<number> {
  const first = await client.now()
  for (let looks = 0; looks < 10; looks += 1) if ((await client.now()) !== first) return 60_000
  return 1
}
