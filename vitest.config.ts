import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // As many as the journeys have; left alone it would be one on two cores.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          exclude: ['test/unit/renderer/**'],
          environment: 'node',
        },
      },
      {
        extends: true,
        test: { name: 'renderer', include: ['test/unit/renderer/**/*.test.{ts,tsx}'], environment: 'jsdom' },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          environment: 'node',
          // The protocol's checks say by tags what they need; only the conformance kit asks.
          strictTags: false,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
    ],
    coverage: { provider: 'v8', include: ['main/**', 'renderer/**', 'shared/**'], reportsDirectory: 'coverage' },
  },
})
