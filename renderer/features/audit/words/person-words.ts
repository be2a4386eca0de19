import type { TFunction } from 'i18next'
import type { AuditPerson } from '#shared/contract/audit-views'

/** Digits that tell one id of a company from another; ids made at one time begin alike. */
const SHORT_ID = 6

export const BANK = 'bank'

export function shortId(id: string): string {
  return id.slice(-SHORT_ID)
}

/** Somebody as this user may know them: the bank, a name, or the end of their id. */
export function personWords(t: TFunction, { id, name }: AuditPerson, ownId?: string): string {
  if (id === BANK) return t('audit:person.bank')
  if (name === null) return t('audit:person.other', { id: shortId(id) })
  return id === ownId ? t('audit:person.you', { name }) : name
}

/** As `personWords`, where there is little room and the head says that it is a person. */
export function shortPersonWords(t: TFunction, person: AuditPerson): string {
  return person.name === null && person.id !== BANK ? `…${shortId(person.id)}` : personWords(t, person)
}

export function deviceWords(t: TFunction, deviceId: string | null, isThisDevice: boolean): string {
  if (deviceId === null) return t('audit:device.none')
  return isThisDevice ? t('audit:device.this') : t('audit:device.other', { id: shortId(deviceId) })
}
