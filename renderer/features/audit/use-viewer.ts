import { useSessionQuery } from '../../data/api'

/** Who looks, and what they may do here. */
export interface Viewer {
  /** One user of one company at one backend; what is remembered belongs to them. */
  readonly owner: string
  readonly userId: string | undefined
  readonly maySeeAccounts: boolean
}

export function useViewer(): Viewer {
  const { data: session } = useSessionQuery()
  return {
    owner: [session?.backend.id, session?.company?.id, session?.user?.id].join('/'),
    userId: session?.user?.id,
    maySeeAccounts: session?.permissions.includes('accounts.view') ?? false,
  }
}
