import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** A commit passes or fails the same way every time; `npm run soak` looks further, from other seeds. */
const SEED = process.env['TAKT_SEED'] ?? '20260302'

/** One setup for every workspace: each runs `vitest run --config ../../vitest.config.ts` in its own folder. */
export default defineConfig({
  root: process.cwd(),
  test: {
    include: ['test/**/*.spec.ts', '**/*.spec.ts'],
    exclude: ['**/node_modules/**'],
    pool: 'forks',
    maxWorkers: 2,
    // Whole-system tests start real servers; on two busy cores the bound is for hangs, not for speed.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', ['json', { outputFile: '.test-results/vitest.json' }]],
    passWithNoTests: true,
    env: { TAKT_SEED: SEED },
    setupFiles: [fileURLToPath(new URL('.ci/property-seed.ts', import.meta.url))],
  },
})
