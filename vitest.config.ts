import { defineConfig } from 'vitest/config';

// One PostgreSQL for all suites of a run.
const globalSetup = ['test/support/global-setup.ts'];
const exclude = ['**/node_modules/**', '**/.vigie/**', '**/dist/**'];
// The supervisor's own tests start embedded servers; a run on an external server starts none.
const withoutEmbedded = process.env['DATABASE_URL'] === undefined ? exclude : [...exclude, '**/postgres/embedded/**'];

// Two processes, each reading the code once for all its files: no module of ours keeps what a test did.
const TWO_AT_ONCE = { maxWorkers: 2, isolate: false };

// Journeys that load the machine as far as it goes: a neighbour would decide when they are through.
const LOADED = ['test/journeys/kill-anything.test.ts'];

/** Four suites, the journeys in two parts, run in this order by `npm run check`: each starts only what it needs. */
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
          ...TWO_AT_ONCE,
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
          ...TWO_AT_ONCE,
        },
      },
      {
        test: {
          name: 'journeys',
          globalSetup,
          include: ['test/journeys/**/*.test.ts'],
          exclude: [...exclude, ...LOADED],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          // Two houses side by side: a journey waits much, and what it waits for it asks for until it is there.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'alone',
          globalSetup,
          include: LOADED,
          exclude,
          testTimeout: 600_000,
          hookTimeout: 600_000,
          maxWorkers: 1,
          // After the journeys: projects of one order would share their processes.
          sequence: { groupOrder: 1 },
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
          maxWorkers: 2,
        },
      },
    ],
  },
});
