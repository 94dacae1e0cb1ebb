import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './find-chromium.mjs';
import { ROOT } from './install.mjs';

// The gate, in order; a list runs side by side. A stage is a check (counts as one) or a vitest project (counts its tests).
// `absent` names why a stage cannot run here, or null. Only the external database stage sees DATABASE_URL.

const VITEST = 'node_modules/vitest/vitest.mjs';

export const STAGES = [
  [
    check('format and lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '.'], 'biome.json'),
    check('types', ['node_modules/typescript/bin/tsc', '-p', '.'], 'tsconfig.json'),
    check('types of the console', ['node_modules/typescript/bin/tsc', '-p', 'console'], 'console/tsconfig.json'),
    check(
      'arrows',
      [
        'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
        'src',
        'console/src',
        'bench',
        'test',
        'tools',
        '--config',
      ],
      '.dependency-cruiser.cjs',
    ),
    check('dead code', ['node_modules/knip/bin/knip.js'], 'knip.json'),
  ],
  check('build', ['tools/build.mjs'], 'console/vite.config.ts'),
  suite('unit', ['src', 'console', 'kernels', 'tools', 'bench', 'test'], /\.test\.tsx?$/),
  check('schema drift', ['tools/dump-schema.ts', '--check'], 'tools/dump-schema.ts'),
  suite('database', ['src'], /\.db\.test\.ts$/),
  externalDatabase(),
  suite('journeys', ['test/journeys'], /\.test\.ts$/, { projects: ['journeys', 'alone'] }),
  suite('browser', ['test/browser'], /\.test\.ts$/, {
    absent: () => (findChromium() ? null : 'no Chromium on this machine'),
  }),
];

/** A tool that passes or fails as a whole. */
function check(name, args, needs) {
  return {
    name,
    kind: 'check',
    args,
    absent: () => (existsSync(join(ROOT, needs)) ? null : `${needs} does not exist yet`),
  };
}

/** A project of vitest.config.ts, or some that are told as one. */
function suite(name, folders, pattern, { absent = () => null, projects = [name] } = {}) {
  return {
    name,
    kind: 'suite',
    args: [VITEST, 'run', ...projects.flatMap((project) => ['--project', project])],
    absent: () =>
      absent() ?? (folders.some((folder) => holds(folder, pattern)) ? null : `no test in ${folders.join(', ')} yet`),
  };
}

/** The database suites once more, on a server that is not ours: the one of DATABASE_URL, else the system's own, thrown away after. */
function externalDatabase() {
  const vitest = [VITEST, 'run', '--project', 'database'];
  const given = process.env.DATABASE_URL;
  const bin = newestPostgres();
  const wrapped = [
    'test/support/external-postgres.ts',
    bin ?? '',
    join(ROOT, 'node_modules', '.bin', 'node'),
    ...vitest,
  ];
  return {
    name: 'database (external)',
    kind: 'suite',
    args: given === undefined ? wrapped : vitest,
    env: { DATABASE_URL: given },
    absent: () =>
      given !== undefined || bin !== null
        ? null
        : 'no PostgreSQL 15 or newer in /usr/lib/postgresql, and DATABASE_URL is not set',
  };
}

/** The programs of the newest PostgreSQL ≥ 15 that Debian's packages have put on this machine. */
function newestPostgres() {
  const folder = '/usr/lib/postgresql';
  if (!existsSync(folder)) return null;
  const majors = readdirSync(folder)
    .map(Number)
    .filter((major) => major >= 15)
    .sort((a, b) => b - a);
  const found = majors
    .map((major) => `${folder}/${major}/bin`)
    .find((bin) => existsSync(`${bin}/initdb`) && existsSync(`${bin}/postgres`));
  return found ?? null;
}

function holds(folder, pattern) {
  const path = join(ROOT, folder);
  return existsSync(path) && readdirSync(path, { recursive: true }).some((name) => pattern.test(String(name)));
}
