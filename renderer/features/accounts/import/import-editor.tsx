import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommandEditorProps } from '../../../components'
import { ask } from '../../../data/bridge'
import { ImportDialog } from './import-dialog'
import { importFields } from './import-fields'
import { type RefusedFile, RefusedRows, refusedFile } from './refused-file'

/** Accounts whose names are asked for at most: rows mostly stand under a few. */
const MOST_PARENTS = 1_000

/** A refused import, opened as the file it was. */
export function ImportEditor({ row, onDone }: CommandEditorProps) {
  const { t } = useTranslation('accounts')
  const [refused, setRefused] = useState<RefusedFile | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the command never changes while it is corrected
  useEffect(() => {
    let isGone = false
    const heads = importFields(t).map(({ label }) => label)
    void fileOf(row.args, heads).then((file) => {
      if (!isGone) setRefused(file)
    })
    return () => {
      isGone = true
    }
  }, [row.id])
  if (!refused) return null
  const { file, ids, under } = refused
  return <ImportDialog under={under} again={{ commandId: row.id, file, ids }} onClose={onDone} />
}

async function fileOf(args: unknown, heads: readonly string[]): Promise<RefusedFile> {
  const rows = RefusedRows.catch({ items: [] }).parse(args)
  const made = new Set(rows.items.map(({ id }) => id))
  const parents = [...new Set(rows.items.map(({ parentId }) => parentId))].filter((id) => !made.has(id))
  const names = new Map<string, string | null>()
  for (const id of parents.slice(0, MOST_PARENTS)) {
    const account = await ask('accounts.get', { id })
    if (!account.ok) continue
    const { kind, name, number } = account.value
    names.set(id, kind === 'current' ? name : number)
  }
  return refusedFile(rows, heads, (id) => names.get(id) ?? null)
}
