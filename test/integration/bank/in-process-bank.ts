import { type BankOptions, createBank, type RunningBank } from '#main/bank/bank'
import { frozenClock } from '#main/bank/clock'
import { type Instant, parseInstant } from '#shared/kernel/time'
import { BankClient } from '../../support/bank-client'
import { DEMO_CLOCK } from '../../support/bank-process'

/** A bank in this process, reached over real HTTP, with its parts at hand. */
export interface InProcessBank extends RunningBank {
  readonly client: BankClient
}

export function instant(text: string): Instant {
  const parsed = parseInstant(text)
  if (!parsed.ok) throw new Error(`not an instant: ${text}`)
  return parsed.value
}

export async function startInProcess(change: Partial<BankOptions> = {}): Promise<InProcessBank> {
  const started = await createBank({
    port: 0,
    data: ':memory:',
    seed: { kind: 'scale', accounts: 40 },
    simulation: true,
    clock: frozenClock(instant(DEMO_CLOCK)),
    ...change,
    ports: { log: () => undefined, ...change.ports },
  })
  if (!started.ok) throw new Error(started.error.detail)
  return { ...started.value, client: new BankClient(started.value.url) }
}
