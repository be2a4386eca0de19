import { useSessionQuery } from '../../data/api'

/** Who looks, and what they may do here. */
export interface Viewer {
  /** One user of one company at one backend; what is remembered belongs to them. */
  readonly owner: string
  readonly mayDecide: boolean
  readonly mayAsk: boolean
}

export function useViewer(): Viewer {
  const { data: session } = useSessionQuery()
  const may = (permission: string) => session?.permissions.includes(permission) ?? false
  return {
    owner: [session?.backend.id, session?.company?.id, session?.user?.id].join('/'),
    mayDecide: may('approvals.decide'),
    mayAsk: may('transfers.create'),
  }
}
