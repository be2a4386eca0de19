import type { Page } from '@playwright/test'
import type { AddedFile } from '../../../shared/contract/views'

/** What a screen would ask of main, asked through the preload script itself: for parts that no screen asks for yet. */

interface FileToAdd {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Takes a company logo in. Throws the problem's code where it is refused. */
export async function addLogo(window: Page, { name, bytes }: FileToAdd): Promise<AddedFile> {
  const answer = await window.evaluate(
    (file) =>
      globalThis.window.bendahara.invoke('files.add', {
        purpose: 'company_logo',
        name: file.name,
        bytes: Uint8Array.from(atob(file.base64), (letter) => letter.charCodeAt(0)),
      }),
    { name, base64: Buffer.from(bytes).toString('base64') },
  )
  if (!answer.ok) throw new Error(`not added: ${answer.problem.code}`)
  return answer.value
}

/** Queues a command and answers its id. Throws the problem where it is refused here. */
export async function submit(window: Page, type: string, args: Record<string, unknown>): Promise<string> {
  const answer = await window.evaluate((what) => globalThis.window.bendahara.invoke('commands.submit', what), {
    type,
    args,
  })
  if (!answer.ok) throw new Error(`not queued: ${JSON.stringify(answer.problem)}`)
  return answer.value.commandId
}

export async function newId(window: Page): Promise<string> {
  const answer = await window.evaluate(() => globalThis.window.bendahara.invoke('commands.newId', undefined))
  if (!answer.ok) throw new Error(`no id: ${answer.problem.code}`)
  return answer.value.id
}
