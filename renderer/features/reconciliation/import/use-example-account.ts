import { useAccountSearchQuery } from '../../../data/api'

/** The number of an account of this company, so that the template's examples can be imported as they are. */
export function useExampleAccount(): string {
  const { data } = useAccountSearchQuery({
    text: '',
    filter: { status: 'open', scheme: 'operational' },
    sort: { key: 'number', direction: 'asc' },
    offset: 0,
    limit: 1,
  })
  return data?.rows[0]?.number ?? '8812300000012042'
}
