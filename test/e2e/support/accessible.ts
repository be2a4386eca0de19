import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { dress } from '../../tour/appearance'
import { expect } from './fixtures'

export const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Nothing on the window breaks WCAG 2.2 AA or what axe counts as good practice, light in English and dark in Indonesian. */
export async function expectAccessible(
  window: Page,
  place: string,
  tags: readonly string[] = [...WCAG, 'best-practice'],
): Promise<void> {
  for (const [theme, language] of [
    ['light', 'en'],
    ['dark', 'id'],
  ] as const) {
    await dress(window, theme, language)
    const { violations } = await new AxeBuilder({ page: window })
      .setLegacyMode(true)
      .withTags([...tags])
      .analyze()
    const faults = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`),
    )
    expect.soft(faults, `${place}, ${theme}, ${language}`).toEqual([])
  }
  await dress(window, 'light', 'en')
}
