import type { ElectronApplication, Page } from '@playwright/test'
import { IPC_EVENT_CHANNEL } from '../../shared/contract/channels'
import type { SyncStatus } from '../../shared/contract/views'

export const THEMES = ['light', 'dark'] as const
export const LANGUAGES = ['en', 'id'] as const
export type Theme = (typeof THEMES)[number]
export type Language = (typeof LANGUAGES)[number]

/** Changes settings by the same call that the Settings screen makes, and waits until the page shows them. */
export async function dress(window: Page, theme: Theme, language: Language): Promise<void> {
  await window.evaluate(
    async (change) => {
      await globalThis.window.bendahara.invoke('settings.set', change)
    },
    { theme, language },
  )
  await window
    .locator(`html[lang="${language}"][data-mantine-color-scheme="${theme}"]`)
    .waitFor({ state: 'attached', timeout: 5_000 })
  await settled(window)
}

/** Two frames for what is drawn late, then the end of every movement that has one: a switch half way is no picture. */
export async function settled(window: Page): Promise<void> {
  await window.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    const ending = document.getAnimations().filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
    await Promise.all(ending.map(({ finished }) => finished.catch(() => undefined)))
  })
}

export async function statusOf(window: Page): Promise<SyncStatus> {
  const answer = await window.evaluate(() => globalThis.window.bendahara.invoke('sync.status', undefined))
  if (!answer.ok) throw new Error(`no status: ${answer.problem.code}`)
  return answer.value
}

/**
 * Tells the window a status that main would tell it in rare moments, by the same channel, for pictures and checks of
 * states that last too short or need too much to be waited for. The next real status takes its place.
 */
export async function tellStatus(app: ElectronApplication, window: Page, change: Partial<SyncStatus>): Promise<void> {
  const present = await statusOf(window)
  await app.evaluate(
    ({ BrowserWindow }, { channel, text }) => {
      for (const each of BrowserWindow.getAllWindows()) each.webContents.send(channel, 'status', JSON.parse(text))
    },
    { channel: IPC_EVENT_CHANNEL, text: JSON.stringify({ ...present, ...change }) },
  )
  await settled(window)
}
