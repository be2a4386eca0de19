import { existsSync } from 'node:fs'
import { uptime } from 'node:os'
import { join } from 'node:path'
import { openContentStore } from '#main/files/content-store'
import { openStore } from '#main/storage/open-store'
import { storageProblem } from '#main/storage/problems'
import { type ProfileFiles, profileFiles, protectDatabase, setProfileAside } from '#main/vault/profile-files'
import { subKeys } from '#main/vault/sub-keys'
import { openVault, type Vault, type VaultOptions } from '#main/vault/vault'
import type { AppProblem } from '#shared/contract/views'
import { err, ok, type Result } from '#shared/kernel/result'
import type { OpenedProfile, ProfileId, Profiles } from './profiles'

/** Time asleep counts: Node takes it from the system's boot clock. */
const clock = { uptimeMs: () => uptime() * 1000 }

/** The profiles below a user-data folder, each a vault and an encrypted database. */
export function openProfiles(userData: string, keys: Pick<VaultOptions, 'argon2' | 'derive'> = {}): Profiles {
  // One vault per profile: it makes passwords wait their turn.
  const vaults = new Map<string, Vault>()

  function vaultOf(files: ProfileFiles): Vault {
    const vault = vaults.get(files.profileId) ?? openVault({ files, clock, ...keys })
    vaults.set(files.profileId, vault)
    return vault
  }

  async function open(
    id: ProfileId,
    getKey: (vault: Vault) => Promise<Result<Buffer, AppProblem>>,
  ): Promise<Result<OpenedProfile, AppProblem>> {
    const files = profileFiles(userData, id)
    const vault = vaultOf(files)
    const dataKey = await getKey(vault)
    return dataKey.ok ? openCopy(files, vault, dataKey.value) : dataKey
  }

  return {
    exists: (id) => vaultOf(profileFiles(userData, id)).exists(),
    create: (id, password) =>
      open(id, async (vault) => {
        // A copy without its key: a new key would never open it, and would stand in the way of the old one's return.
        const orphaned = existsSync(profileFiles(userData, id).database)
        return orphaned ? err({ code: 'vault.missing' }) : vault.create(password)
      }),
    unlock: (id, password) => open(id, (vault) => vault.unlock(password)),
    setAside(id) {
      const files = profileFiles(userData, id)
      try {
        const name = setProfileAside(files)
        vaults.delete(files.profileId)
        return ok(name)
      } catch (error) {
        return err(storageProblem(error))
      }
    },
  }
}

const CONTENT_FOLDER = 'files'

function openCopy(files: ProfileFiles, vault: Vault, dataKey: Buffer): Result<OpenedProfile, AppProblem> {
  const keys = subKeys(dataKey)
  const store = openStore({ path: files.database, key: keys.database })
  if (!store.ok) {
    keys.zero()
    dataKey.fill(0)
    return store
  }
  protectDatabase(files)
  const content = openContentStore({ folder: join(files.folder, CONTENT_FOLDER), key: keys.files })
  let isOpen = true
  return ok({
    store: store.value,
    content,
    hmacKey: keys.outbox,
    rewrap: (password) => vault.rewrap(dataKey, password),
    close() {
      if (!isOpen) return
      isOpen = false
      content.close()
      store.value.close()
      keys.zero()
      dataKey.fill(0)
    },
  })
}
