import { z } from 'zod'
import type { MetaStore } from '#main/storage/store'
import { type LoginResponse, SessionUser } from '#shared/contract/http'
import type { Actor } from '#shared/domain/command'
import { Id } from '#shared/domain/fields'
import { isPermission, permissionsOf, type Role } from '#shared/kernel/permissions'
import type { ProfileId } from './profiles'

/** Who the bank said is signed in. Kept in the encrypted copy, so that it is known offline. */
const Identity = z.object({
  user: SessionUser,
  company: z.object({ id: Id, name: z.string() }),
  permissions: z.array(z.string()),
  passwordChangeDue: z.boolean(),
})
export type Identity = z.infer<typeof Identity>

const META_KEY = 'session.identity'

export function identityOf(login: LoginResponse): Identity {
  const { user, company, permissions, passwordChangeDue } = login
  return { user, company, permissions, passwordChangeDue }
}

/** Undefined where the profile was made but no sign-in has finished. */
export function loadIdentity(meta: MetaStore): Identity | undefined {
  const text = meta.get(META_KEY)
  return text === undefined ? undefined : Identity.parse(JSON.parse(text))
}

export function saveIdentity(meta: MetaStore, identity: Identity): void {
  meta.set(META_KEY, JSON.stringify(identity))
}

/** Whether both are the same person of the same company, whatever their names and roles are by now. */
export function samePerson(a: Identity, b: Identity): boolean {
  return a.user.id === b.user.id && a.company.id === b.company.id
}

/** The same person after the bank gave them another role; its permissions follow from the table both sides share. */
export function withRole(identity: Identity, role: Role, name: string): Identity {
  return { ...identity, user: { ...identity.user, role, name }, permissions: [...permissionsOf(role)] }
}

/** Who decides commands here. A permission this build does not know opens nothing. */
export function actorOf(identity: Identity, deviceId: string): Actor {
  return {
    userId: identity.user.id,
    role: identity.user.role,
    permissions: identity.permissions.filter(isPermission),
    deviceId,
  }
}

/** The `user` and `company` of SessionState. */
export function shownIdentity({ user, company, passwordChangeDue }: Identity, profile: ProfileId) {
  return {
    user: { id: user.id, userId: profile.userId, name: user.name, role: user.role, passwordChangeDue },
    company: { id: company.id, companyId: profile.companyId, name: company.name },
  }
}
