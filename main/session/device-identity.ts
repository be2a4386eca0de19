import { z } from 'zod'
import { Id } from '#shared/domain/fields'

/**
 * Whether a copy of this app's folder is still where its device id was made. Two copies of one folder must not act as one
 * device: they would wear out each other's tokens, and the bank's audit would name the wrong computer.
 *
 * A mark in the folder names the device id and the file that the mark itself is: its number in the file system and its
 * birth. Copying makes another file, on this computer or elsewhere; renaming the folder, updates and restarts do not.
 * What it cannot tell: a whole disk cloned with everything in it. A file system that renumbers its files looks like a copy;
 * that costs a sign-in and never a command, whose ids are its own.
 */
export const DeviceMark = z.object({
  deviceId: Id,
  /** File number, decimal. */
  file: z.string(),
  /** Nanoseconds since 1970, decimal; null where the file system does not keep births. */
  born: z.string().nullable(),
})
export type DeviceMark = z.infer<typeof DeviceMark>

/** The file that holds the mark, as the file system knows it now. */
export type MarkedFile = Pick<DeviceMark, 'file' | 'born'>

export type FoundMark =
  | { readonly kind: 'none' }
  /** There is a file and it is no mark. */
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'mark'; readonly mark: DeviceMark; readonly now: MarkedFile }

/** `keep`: the mark stands. `mark`: this id is to be marked here. `copied`: the folder is a copy, a new id is needed. */
export type DeviceVerdict =
  | { readonly kind: 'keep'; readonly deviceId: string }
  | { readonly kind: 'mark'; readonly deviceId: string }
  | { readonly kind: 'copied' }

/** `deviceId` is what the settings say; where the mark stands, it knows better than a settings file that was lost. */
export function judgeDevice(deviceId: string, found: FoundMark): DeviceVerdict {
  // A folder from before there were marks.
  if (found.kind === 'none') return { kind: 'mark', deviceId }
  if (found.kind === 'unreadable') return { kind: 'copied' }
  const { mark, now } = found
  const sameFile = mark.file === now.file && (mark.born === null || mark.born === now.born)
  return sameFile ? { kind: 'keep', deviceId: mark.deviceId } : { kind: 'copied' }
}
