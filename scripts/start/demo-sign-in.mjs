/** The demo company's password, printed on its sign-in screen; it opens nothing but the bundled demonstration bank. */
const DEMO_PASSWORD = 'Bendahara#2026'
const WAIT_MS = 45_000

/**
 * Goes through whatever the first screen asks, as the demo's treasury maker. A first screen that offers no demo, such as
 * another backend's sign-in, is left as it is.
 * @param {import('@playwright/test').Page} window
 * @returns {Promise<string>} what is on the screen now
 */
export async function enterDemo(window) {
  const screens = {
    signIn: window.getByRole('button', { name: /maker/i }).first(),
    locked: window.getByRole('button', { name: /unlock|buka kunci/i }).first(),
    inside: window.getByRole('navigation').first(),
  }
  const shown = await firstVisible(screens)
  if (shown === 'inside') return 'signed in'
  if (shown === undefined) return 'at its first screen'
  if (shown === 'signIn') {
    await screens.signIn.click()
  } else {
    await window.locator('input[type="password"]').first().fill(DEMO_PASSWORD)
    await screens.locked.click()
  }
  if ((await firstVisible({ inside: screens.inside })) === undefined) return 'at sign-in'
  await settled(window)
  return 'signed in to the demo'
}

/** @returns {Promise<string | undefined>} the name of the first that shows, `undefined` when none does in time */
async function firstVisible(locators) {
  const waits = Object.entries(locators).map(([name, locator]) =>
    locator.waitFor({ state: 'visible', timeout: WAIT_MS }).then(() => name),
  )
  return Promise.any(waits).catch(() => undefined)
}

/** The first pull fills the tables after the screen is up; the picture should show them. */
async function settled(window) {
  await window
    .getByRole('row')
    .nth(1)
    .or(window.getByRole('treeitem').first())
    .or(window.getByRole('treegrid').first())
    .first()
    .waitFor({ state: 'visible', timeout: 15_000 })
    .catch(() => {})
}
