import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { dress, LANGUAGES, type Language, THEMES, type Theme } from './appearance'

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
