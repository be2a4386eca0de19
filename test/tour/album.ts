import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'

export const THEMES = ['light', 'dark'] as const
export const LANGUAGES = ['en', 'id'] as const
export type Theme = (typeof THEMES)[number]
export type Language = (typeof LANGUAGES)[number]

export interface Picture {
  readonly file: string
  readonly screen: string
  /** Null before anybody signed in. */
  readonly role: string | null
  readonly theme: Theme
  readonly language: Language
  readonly width: number
}

/** The pictures of one tour and the list of them. */
export class Album {
  private readonly pictures: Picture[] = []

  constructor(private readonly folder: string) {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
  }

  /** Photographs what is on the window in every theme and language, as the user would switch them. */
  async photograph(window: Page, screen: string, role: string | null): Promise<void> {
    const width = window.viewportSize()?.width ?? 0
    for (const language of LANGUAGES) {
      for (const theme of THEMES) {
        await dress(window, theme, language)
        const file = `${[screen, role ?? 'nobody', width, theme, language].join('-')}.png`
        await window.screenshot({ path: join(this.folder, file) })
        this.pictures.push({ file, screen, role, theme, language, width })
      }
    }
    await dress(window, 'light', 'en')
  }

  finish(): number {
    writeFileSync(join(this.folder, 'index.json'), `${JSON.stringify(this.pictures, null, 2)}\n`)
    return this.pictures.length
  }
}

/** Changes settings by the same call that the Settings screen makes, and waits until the page shows them. */
async function dress(window: Page, theme: Theme, language: Language): Promise<void> {
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
async function settled(window: Page): Promise<void> {
  await window.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
    const ending = document.getAnimations().filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
    await Promise.all(ending.map(({ finished }) => finished.catch(() => undefined)))
  })
}
