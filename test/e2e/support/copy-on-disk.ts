import { openStore } from '../../../main/storage/open-store'
import { subKeys } from '../../../main/vault/sub-keys'
import { openVault } from '../../../main/vault/vault'
import type { Change } from '../../../shared/contract/http'
import { isDocumentType } from '../../../shared/domain/documents'
import { onlyProfile } from './damage'

/** What a closed app's own encrypted copy does not have as the bank's feed has it, as `type:id` of each document. */
export async function differences(userDataDir: string, password: string, feed: readonly Change[]): Promise<string[]> {
  const profile = onlyProfile(userDataDir)
  const key = await openVault({ files: profile, clock: { uptimeMs: () => 1 } }).unlock(password)
  if (!key.ok) throw new Error(key.error.code)
  const opened = openStore({ path: profile.database, key: subKeys(key.value).database })
  if (!opened.ok) throw new Error(opened.error.code)
  const { documents } = opened.value
  try {
    const differing = feed.flatMap(({ type, id, doc }) => {
      if (!isDocumentType(type)) return []
      const held = { seen: documents.visible.find(type, id), confirmed: documents.bankVersion(type, id) }
      const same = [held.seen, held.confirmed].every((each) => canonical(each) === canonical(doc))
      return same && !documents.isUnconfirmed(type, id) ? [] : [`${type}:${id}`]
    })
    const held = [...documents.counts().values()].reduce((sum, count) => sum + count, 0)
    const known = feed.filter(({ type }) => isDocumentType(type)).length
    return held === known ? differing : [...differing, `${held} documents where the bank has ${known}`]
  } finally {
    opened.value.close()
  }
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
