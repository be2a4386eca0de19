import type { DemoUser } from '../support/bank-client'

/** The bank to check and who signs in to it; passed from the command line to the checks. */
export interface Target {
  readonly url: string
  readonly companyId: string
  readonly password: string
  /** The bank's User IDs by the name that the checks call their role by. */
  readonly userIds: Readonly<Partial<Record<DemoUser, string>>>
  /** Whether `/v1/meta` says so. */
  readonly simulation: boolean
}

declare module 'vitest' {
  interface ProvidedContext {
    target: Target
  }
}
