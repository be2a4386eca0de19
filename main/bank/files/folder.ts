import { closeSync, existsSync, fsyncSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { IN_MEMORY } from '../storage/bank-database'

/** Where a bank keeps bytes that are not documents. */
export interface BankFolder {
  /** What has come of uploads, one file each, named by the upload's id. */
  readonly uploads: string
  /** Checked files, named by their content's hash. */
  readonly contents: string
  /** Takes a bank in memory's folder away; leaves a data folder alone. */
  discard(): void
}

/** The folders of a data folder, made where missing. A bank in memory gets a private one that nobody else can read. */
export function openBankFolder(data: string): BankFolder {
  const temporary = data === IN_MEMORY
  const root = temporary ? mkdtempSync(join(tmpdir(), 'bendahara-bank-')) : resolve(data)
  const folder = { uploads: join(root, 'uploads'), contents: join(root, 'files') }
  for (const path of [folder.uploads, folder.contents]) if (!existsSync(path)) mkdirSync(path)
  return {
    ...folder,
    discard() {
      if (temporary) rmSync(root, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

/** Brings a file's bytes to the disk. */
export async function flushFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Brings a folder's names to the disk. Windows has no such call and needs none: NTFS writes names in order by itself. */
export function flushFolder(path: string): void {
  let descriptor: number
  try {
    descriptor = openSync(path, 'r')
  } catch {
    return
  }
  try {
    fsyncSync(descriptor)
  } catch {
    // Some file systems refuse it for folders.
  } finally {
    closeSync(descriptor)
  }
}

/** Deletes a file if it is there. One that Windows keeps open for somebody is left to the next start's cleaning. */
export function removeFile(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // See above.
  }
}

/** Deletes files whose names `wanted` does not know: what a crash left between two steps. */
export function removeStrays(folder: string, wanted: (name: string) => boolean): void {
  for (const name of readdirSync(folder)) if (!wanted(name)) removeFile(join(folder, name))
}
