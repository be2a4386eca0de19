import type { SessionState } from '#shared/contract/views'

/** Who is at work in the window, and where. */
export interface Who {
  readonly session: SessionState
  readonly user: NonNullable<SessionState['user']>
  readonly company: NonNullable<SessionState['company']>
}
