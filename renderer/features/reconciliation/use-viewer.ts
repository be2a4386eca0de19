import { useSessionQuery } from '../../data/api'

/** Who looks, and whether they may import and decide. */
export interface Viewer {
  /** One user of one company at one backend; what is remembered belongs to them. */
  readonly owner: string
  readonly canManage: boolean
}

export function useViewer(): Viewer {
  const { data: session } = useSessionQuery()
  return {
    owner: [session?.backend.id, session?.company?.id, session?.user?.id].join('/'),
    canManage: session?.permissions.includes('reconciliation.manage') ?? false,
  }
}
