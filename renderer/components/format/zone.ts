/** The bank's own zone. Source: docs/domain.md §0 Time. */
export const BANK_ZONE_NAME = 'Asia/Jakarta'

/** What people in Indonesia call their zones; Intl would write "GMT+7". */
const INDONESIAN_ZONES: Readonly<Record<string, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
}

/** The short name of a zone at a moment, `WIB` for Jakarta. */
export function zoneName(zone: string, at: Date): string {
  const known = INDONESIAN_ZONES[zone]
  if (known !== undefined) return known
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'short' }).formatToParts(at)
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone
}
