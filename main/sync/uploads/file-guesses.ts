import type { Store } from '#main/storage/store'
import type { DocumentPut } from '#shared/domain/command'
import type { Clock } from '../ports'
import type { UploadFacts } from './sealed-upload'
import type { UploadQueue } from './upload-queue'

/** The document that the bank will make of an upload. */
export function fileGuess({ fileId, mediaType, size, sha256, purpose }: UploadFacts): DocumentPut {
  return { type: 'file', doc: { id: fileId, mediaType, size, sha256, purpose } }
}

/**
 * Makes the guessed documents of files again, inside a rebase and before any command's guess is made, as commands decide by
 * them. An upload whose real document has come is over. Answers those that the user sees a guess of.
 */
export function guessFiles(
  { store, uploads, clock }: { readonly store: Store; readonly uploads: UploadQueue; readonly clock: Clock },
  now: string,
): readonly UploadFacts[] {
  return uploads.guessed().filter((upload) => {
    const isHere = store.documents.bankVersion('file', upload.fileId) !== undefined
    if (isHere) uploads.confirm(upload.fileId, clock.nowMs())
    else store.documents.writeGuess(fileGuess(upload), now)
    return !isHere
  })
}
