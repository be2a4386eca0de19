/** What the bank needs of the outside world besides its clock and its database. */
export interface BankPorts {
  /** Cryptographically random bytes; the seed of a test may be fixed. */
  randomBytes(count: number): Uint8Array
  /** Milliseconds that always run on, for limits that protect the machine and not the business. */
  monotonicMs(): number
  /** One line for the operator. Never given tokens, passwords or bodies. */
  log(line: string): void
}
