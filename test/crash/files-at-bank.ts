import { z } from 'zod'
import { sha256Of } from '../support/sample-files'
import { type GivenFile, type GivenFiles, told } from './given-files'
import { patiently } from './patience'
import type { HeldDocument } from './profile-on-disk'
import { Violation } from './violation'

const FileDocument = z.object({ id: z.string(), sha256: z.string(), size: z.int() })

/** `GET /v1/files/{id}` as one of the company's users. */
export type FileAnswer = (id: string) => Promise<{
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array
}>

/** After the uploads have drained: what was given is at the bank, byte by byte. Answers which files were compared. */
export async function judgeFiles(
  fetchFile: FileAnswer,
  files: GivenFiles,
  judged: ReadonlySet<GivenFile>,
): Promise<GivenFile[]> {
  const compared: GivenFile[] = []
  for (const file of files.known()) {
    if (file.fate === 'given' || file.fate === 'found' || file.fate === 'offered')
      throw new Violation(`${told(file)} is still ${file.fate} after the calm`)
    const { id } = file
    if (file.fate !== 'arrived' || id === null || judged.has(file)) continue
    const { status, headers, bytes } = await patiently(() => fetchFile(id))
    if (status !== 200) throw new Violation(`lost: the bank answers ${status} for ${told(file)}`)
    if (bytes.length !== file.size || sha256Of(bytes) !== file.sha256)
      throw new Violation(`${told(file)} has other bytes at the bank`)
    if (headers.get('content-type') !== 'image/png') throw new Violation(`${told(file)} is no picture at the bank`)
    compared.push(file)
  }
  return compared
}

/** Every file that the bank speaks of was given on one of these devices, once. */
export function judgeFileDocuments(held: readonly HeldDocument[], given: readonly GivenFiles[]): void {
  const known = new Map(given.flatMap((files) => files.known()).map((file) => [file.id, file]))
  for (const { type, doc, version } of held) {
    if (type !== 'file') continue
    const { id, sha256, size } = FileDocument.parse(JSON.parse(doc))
    const file = known.get(id)
    if (!file || file.fate === 'vanished' || file.fate === 'declined')
      throw new Violation(`the bank has made file ${id}, which nobody gave`)
    if (file.sha256 !== sha256 || file.size !== size)
      throw new Violation(`the bank has taken ${told(file)} for another`)
    if (version !== 1) throw new Violation(`the bank has made ${told(file)} again`)
  }
}
