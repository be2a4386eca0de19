import { COMMAND_FAULTS } from './command-faults'
import type { Wrap } from './exchange'
import { FEED_FAULTS } from './feed-faults'
import { SESSION_FAULTS } from './session-faults'

/** One way in which a backend can break the contract, planted on purpose to see that the kit notices. */
export interface ContractFault {
  readonly name: string
  /** The sentence of docs/protocol.md that no longer holds. */
  readonly breaks: string
  /** A part of the names of checks of which at least one must fail. */
  readonly caughtBy: string
  /** Stands between the client and the bank. Called once a proxy, so it may remember. */
  readonly wrap?: Wrap
  /** What becomes of each piece of an event stream. */
  readonly events?: (text: string) => string
  /** Answers are never gzipped. */
  readonly uncompressed?: true
}

export const CONTRACT_FAULTS: readonly ContractFault[] = [...SESSION_FAULTS, ...FEED_FAULTS, ...COMMAND_FAULTS]
