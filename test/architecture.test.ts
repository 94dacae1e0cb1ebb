import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';

// Proved here: the arrow checker sees the code and bites; the tree keeps its sizes and promises.
// Alone: npx vitest run --project unit test/architecture.test.ts

interface Cruise {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly { readonly module: string; readonly resolved: string }[];
  }[];
  readonly summary: { readonly violations: readonly { readonly rule: { readonly name: string } }[] };
}

const PLANTED = 'src/features/audit/domain/planted-violation.ts';

function cruise(...paths: string[]): Cruise {
  const args = [
    'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
    ...paths,
    '--config',
    '--output-type',
    'json',
  ];
  try {
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 })) as Cruise;
  } catch (error) {
    // Violations end it with an exit code; the report is on stdout all the same.
    return JSON.parse((error as { stdout: string }).stdout) as Cruise;
  }
}

function sourceFiles(): string[] {
  return globSync(['src/**/*.ts', 'console/src/**/*.{ts,tsx}']).filter((path) => !path.endsWith('.d.ts'));
}

afterEach(() => rmSync(PLANTED, { force: true }));

describe('the arrow checker', () => {
  it('sees more than nine tenths of the modules and resolves every subpath import', () => {
    const { modules } = cruise('src');
    const seen = modules.filter((module) => /^src\/.*\.ts$/.test(module.source));
    expect(seen.length).toBeGreaterThan(0.9 * globSync('src/**/*.ts').length);
    const lost = modules
      .flatMap((module) => module.dependencies)
      .filter((to) => to.module.startsWith('#') && !to.resolved.startsWith('src/'));
    expect(lost).toEqual([]);
  }, 60_000);

  it('catches a planted arrow from a domain to the file system and to a slice below it', () => {
    mkdirSync('src/features/audit/domain', { recursive: true });
    writeFileSync(PLANTED, "import 'node:fs';\nimport '#features/triage';\n");
    const names = cruise('src/features/audit').summary.violations.map((violation) => violation.rule.name);
    expect(names).toContain('domain-is-pure');
    expect(names).toContain('slice-audit-knows-only-its-own');
  }, 60_000);
});

describe('the tree', () => {
  it('keeps every file within 300 lines and the median within 120', () => {
    const sizes = sourceFiles().map((path) => ({ path, lines: readFileSync(path, 'utf8').split('\n').length }));
    expect(sizes.filter((file) => file.lines > 301)).toEqual([]);
    const sorted = sizes.map((file) => file.lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(120);
  });

  it('has a test beside every file of a domain', () => {
    const untested = globSync('src/features/*/domain/*.ts')
      .filter((path) => !path.endsWith('.test.ts'))
      .filter((path) => hasBehaviour(readFileSync(path, 'utf8')))
      .filter((path) => !existsSync(path.replace(/\.ts$/, '.test.ts')));
    expect(untested).toEqual([]);
  });

  it('gives every slice a readme of at most 25 lines and a door', () => {
    for (const slice of globSync('src/features/*')) {
      expect(existsSync(`${slice}/index.ts`), `${slice} has a door`).toBe(true);
      const readme = readFileSync(`${slice}/README.md`, 'utf8').trimEnd().split('\n');
      expect(readme.length, `${slice}/README.md`).toBeLessThanOrEqual(25);
    }
  });

  it('keeps SQL in stores, migrations and the platform', () => {
    const sql = /\b(select\s+[\w*].*\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s)/i;
    const strays = globSync('src/{features,pipeline,entrypoints}/**/*.ts')
      .filter((path) => !/(\/store\.ts|\/store\/|\.test\.ts|\/testing\.ts)/.test(path))
      .filter((path) => sql.test(withoutComments(readFileSync(path, 'utf8'))));
    expect(strays).toEqual([]);
  });

  it('names no file in README or ARCHITECTURE that does not exist', () => {
    for (const page of ['README.md', 'ARCHITECTURE.md']) {
      const named = [
        ...readFileSync(page, 'utf8').matchAll(/`((?:src|docs|db|reference|console|test|tools|bench|bin)\/[\w./-]+)`/g),
      ].map(([, path]) => path ?? '');
      expect(named.length, page).toBeGreaterThan(0);
      expect(
        named.filter((path) => !existsSync(path)),
        page,
      ).toEqual([]);
    }
  });
});

/** Types and tables of data need no test of their own; a function does. */
function hasBehaviour(text: string): boolean {
  return /^export (async )?function /m.test(text);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
