import { z } from 'zod'
import type { TokenStore, Tokens } from '#main/backend/port'
import type { MetaStore } from '#main/storage/store'
import { InstantText } from '#shared/domain/fields'

const META_KEY = 'session.tokens'
const StoredTokens = z.object({
  accessToken: z.string().min(1),
  accessExpiresAt: InstantText,
  refreshToken: z.string().min(1),
})

/**
 * Tokens of one session: in memory while signing in, when there is no open copy yet, and in the encrypted copy from then on.
 * They are written nowhere else.
 */
export interface KeptTokens extends TokenStore {
  /** From now on they live in this copy; what memory holds is newer than what the copy holds. */
  keepIn(meta: MetaStore): void
  /** Before the copy is closed: forgets the copy and what is in memory, and leaves what is stored. */
  letGo(): void
}

export function createKeptTokens(): KeptTokens {
  let tokens: Tokens | null = null
  let meta: MetaStore | null = null

  function write(): void {
    if (tokens === null) meta?.delete(META_KEY)
    else meta?.set(META_KEY, JSON.stringify(tokens))
  }

  return {
    load: () => tokens,
    save(next) {
      tokens = next
      write()
    },
    keepIn(copy) {
      meta = copy
      if (tokens === null) tokens = stored(copy)
      else write()
    },
    letGo() {
      meta = null
      tokens = null
    },
  }
}

/** Drops what an earlier session left in the copy. */
export function forgetStoredTokens(meta: MetaStore): void {
  meta.delete(META_KEY)
}

function stored(meta: MetaStore): Tokens | null {
  const text = meta.get(META_KEY)
  return text === undefined ? null : StoredTokens.parse(JSON.parse(text))
}
