import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  // Sets up, builds and brings a display, so that `npx playwright test` alone works too.
  globalSetup: './scripts/test/e2e-display.mjs',
  // Each test starts an app and a bank of its own.
  workers: 2,
  fullyParallel: true,
  // A test that passes at the second try hides a bug.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
})
