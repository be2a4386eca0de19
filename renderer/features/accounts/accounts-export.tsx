import { TABLE_FORMATS } from '#shared/contract/report-views'
import { ExportMenu } from '../../components'
import { useExportAccountsMutation } from '../../data/api'
import type { AccountSource } from './tree/use-account-pages'

/** What the list shows as a file: the search as it stands, or the whole tree, in the same order. */
export function AccountsExport({ source }: { readonly source: AccountSource }) {
  const [exportAccounts] = useExportAccountsMutation()
  const { sort } = source
  const view =
    source.kind === 'tree'
      ? { kind: 'tree' as const }
      : { kind: 'search' as const, text: source.text, filter: source.filter }
  return <ExportMenu formats={TABLE_FORMATS} onExport={(format) => exportAccounts({ format, sort, view })} />
}
