import type { Page } from '@playwright/test'
import { type GivenFile, told } from './given-files'
import { Violation } from './violation'

/** The window asks for a file that has arrived, from here or from the bank: its bytes are what was given. */
export async function judgeShownFile(page: Page, file: GivenFile): Promise<void> {
  const shown = await page.evaluate(async (id) => {
    const answer = await globalThis.window.bendahara.invoke('files.read', { id })
    if (!answer.ok) return answer.problem.code
    const hash = await globalThis.crypto.subtle.digest('SHA-256', Uint8Array.from(answer.value.bytes))
    return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  }, file.id ?? '')
  if (shown !== file.sha256) throw new Violation(`${told(file)} is not shown as it was given: ${shown}`)
}
