import { useSessionQuery } from '../../data/api'

/** One user of one company at one backend; what is remembered belongs to them. */
export function useOwner(): string {
  const { data: session } = useSessionQuery()
  return [session?.backend.id, session?.company?.id, session?.user?.id].join('/')
}
