import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

// Proved here: what is installed is what was pinned, from one place, with its hash; nothing runs at installation but what is allowed by name.
// Alone: npx vitest run --project unit test/supply-chain.test.ts

/** 40 is the aim; two readers of mail came over it (decision 0012). */
const MOST_RUN_TIME_PACKAGES = 42;

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly os?: readonly string[];
}

const read = <T>(path: string) => JSON.parse(readFileSync(path, 'utf8')) as T;
const lock = read<{ lockfileVersion: number; packages: Record<string, Locked> }>('package-lock.json');
const own = read<Record<string, Record<string, string>> & { allowScripts: Record<string, boolean> }>('package.json');
const locked = Object.entries(lock.packages).filter(([path]) => path !== '');
const hasNpm = spawnSync('npm', ['--version']).status === 0;

const faultsOf = (packages: readonly (readonly [string, Locked])[]): readonly string[] => {
  const hosts = new Set(packages.flatMap(([, { resolved }]) => (resolved ? [new URL(resolved).host] : [])));
  return [
    ...(hosts.size > 1 ? ['more than one registry'] : []),
    ...packages.flatMap(([path, { resolved, integrity, link }]) => [
      ...(integrity?.startsWith('sha512-') ? [] : [`${path}: no sha512`]),
      ...(resolved !== undefined && !resolved.startsWith('https://') ? [`${path}: not from a registry`] : []),
      ...(link ? [`${path}: a link`] : []),
    ]),
  ];
};

describe('the lockfile', () => {
  it('pins every package by sha512, from one registry, over HTTPS, none from git or a folder', () => {
    expect(locked.length).toBeGreaterThan(500);
    expect(faultsOf(locked)).toEqual([]);
  });

  it('would not pass with a weaker hash, a second registry, or a package from git', () => {
    const integrity = 'sha512-x';
    expect(faultsOf([['a', { integrity: 'sha1-x' }]])).toEqual(['a: no sha512']);
    expect(faultsOf([['a', { integrity, resolved: 'git+ssh://git.example/a' }]])).toEqual(['a: not from a registry']);
    const two = ['https://one.example/a', 'https://two.example/b'].map(
      (resolved, at) => [`${at}`, { integrity, resolved }] as const,
    );
    expect(faultsOf(two)).toEqual(['more than one registry']);
  });

  it('lets nothing run at installation but what package.json allows by name, and its siblings for other systems', () => {
    const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 13);
    const scripted = locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path));
    const allowed = Object.keys(own.allowScripts);
    const families = allowed.map((name) => name.replace(/(?<=\/)linux-x64$/, ''));
    expect(scripted.filter((name) => !families.some((family) => name.startsWith(family)))).toEqual([]);
    expect(allowed.filter((name) => !scripted.includes(name))).toEqual([]);
  });
});

describe('package.json', () => {
  it('pins every version exactly, and the lockfile holds those very versions', () => {
    const wanted = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'].flatMap((kind) =>
      Object.entries(own[kind] ?? {}),
    );
    expect(wanted.length).toBeGreaterThan(50);
    expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
    const drifted = Object.entries({ ...own['dependencies'], ...own['devDependencies'] }).filter(
      ([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version,
    );
    expect(drifted).toEqual([]);
  });

  it('keeps the packages that run in production few: each addition is argued (docs/decisions)', () => {
    const { length } = Object.keys(own['dependencies'] ?? {});
    console.info(`Packages that run in production: ${length}.`);
    expect(length).toBeLessThanOrEqual(MOST_RUN_TIME_PACKAGES);
  });
});

describe.skipIf(!hasNpm)('the bill of materials', () => {
  it('lists every package of the lockfile with its hash, and names no folder of this machine', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'vigie-sbom-')), 'sbom.json');
    const counts = JSON.parse(execFileSync(process.execPath, ['tools/sbom.mjs', path], { encoding: 'utf8' })) as {
      missing: string[];
    };
    expect(counts.missing).toEqual([]);
    const sbom = read<{
      bomFormat: string;
      metadata: { component: { name: string } };
      components: { name: string; purl: string; hashes?: { alg: string }[] }[];
    }>(path);
    expect([sbom.bomFormat, sbom.metadata.component.name]).toEqual(['CycloneDX', 'vigie']);
    expect(sbom.components.filter(({ hashes = [] }) => !hashes.some(({ alg }) => alg === 'SHA-512'))).toEqual([]);
    expect(readFileSync(path, 'utf8')).not.toContain(process.cwd());
  }, 120_000);
});
