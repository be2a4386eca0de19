import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Refusal } from '#shared/contract/views'
import { useCommandEditor } from '../../components/command-editors'
import { useRefusalsQuery } from '../../data/api'
import { RefusedRow } from './refused-row'

/** Refused commands stay until the user has dealt with them. There is no section while there are none. */
export function Refused() {
  const { t } = useTranslation('sync')
  const { data } = useRefusalsQuery()
  const [editing, setEditing] = useState<Refusal | null>(null)
  if (data === undefined || (data.length === 0 && editing === null)) return null
  return (
    <section aria-labelledby="sync-refused">
      <div className="sync-head">
        <h2 id="sync-refused">{t('refused.title')}</h2>
        <span className="sync-count bad num">{data.length}</span>
      </div>
      <ul className="card">
        {data.map((row) => (
          <RefusedRow key={row.id} row={row} onEdit={() => setEditing(row)} />
        ))}
      </ul>
      {editing !== null && <Editor row={editing} onDone={() => setEditing(null)} />}
    </section>
  )
}

function Editor({ row, onDone }: { readonly row: Refusal; readonly onDone: () => void }) {
  const Form = useCommandEditor(row.type)
  return Form === undefined ? null : <Form row={row} onDone={onDone} />
}
