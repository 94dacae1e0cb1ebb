import { defineConfig } from 'vitest/config';

// One PostgreSQL for all suites of a run.
const globalSetup = ['test/support/global-setup.ts'];
const exclude = ['**/node_modules/**', '**/.vigie/**', '**/dist/**'];
// The supervisor's own tests start embedded servers; a run on an external server starts none.
const withoutEmbedded = process.env['DATABASE_URL'] === undefined ? exclude : [...exclude, '**/postgres/embedded/**'];

/** Four suites, run in this order by `npm run check`: each starts only what it needs. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{src,console,kernels,tools,bench}/**/*.test.{ts,tsx}', 'test/*.test.ts'],
          exclude: [...exclude, '**/*.db.test.ts'],
          // A busy machine must not decide a test.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'database',
          globalSetup,
          include: ['src/**/*.db.test.ts'],
          exclude: withoutEmbedded,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'journeys',
          globalSetup,
          include: ['test/journeys/**/*.test.ts'],
          exclude,
          testTimeout: 600_000,
          hookTimeout: 600_000,
          // One house at a time: two of them would decide by their load when something happens.
          maxWorkers: 1,
        },
      },
      {
        test: {
          name: 'browser',
          globalSetup,
          include: ['test/browser/**/*.test.ts'],
          exclude,
          testTimeout: 400_000,
          hookTimeout: 400_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
