import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

// Proved here: what the threat model and the ASVS table cite exists, word for word, and the table is whole.
// Alone: npx vitest run --project unit test/documents.test.ts

const PATH = /`((?:src|docs|db|reference|console|test|tools|bench)\/[\w./-]+|[\w.-]+\.(?:md|json|mjs|ts))`/g;

const pathsIn = (text: string) => [...text.matchAll(PATH)].map(([, path]) => path ?? '');

/** Each quoted title with the file named just before it. */
function titlesIn(text: string): readonly { readonly path: string; readonly title: string }[] {
  return [...text.matchAll(/`([^`]+\.test\.ts)` “([^”]+)”/g)].map(([, path = '', title = '']) => ({ path, title }));
}

interface Row {
  readonly id: string;
  readonly level: string;
  readonly verdict: string;
  readonly evidence: string;
}

function rowsOf(table: string): readonly Row[] {
  return [...table.matchAll(/^\| (\d+\.\d+\.\d+) \| ([12]) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$/gm)].map(
    ([, id = '', level = '', verdict = '', evidence = '']) => ({ id, level, verdict, evidence }),
  );
}

const threats = readFileSync('docs/threat-model.md', 'utf8');
const asvs = readFileSync('docs/asvs.md', 'utf8');

describe('the threat model', () => {
  it('names only files that exist', () => {
    expect(pathsIn(threats).length).toBeGreaterThan(40);
    expect(pathsIn(threats).filter((path) => !existsSync(path))).toEqual([]);
  });

  it('quotes only titles that stand in the file named before them', () => {
    const titles = titlesIn(threats);
    expect(titles.length).toBeGreaterThan(15);
    expect(titles.filter(({ path, title }) => !readFileSync(path, 'utf8').includes(title))).toEqual([]);
  });

  it('gives every threat a control and a test', () => {
    const [stand = ''] = threats.split('## Under way');
    const rows = stand.slice(stand.indexOf('## Threats')).match(/^\| (?!threat)[^-|][^|]*\|.*$/gm) ?? [];
    expect(rows.length).toBeGreaterThan(25);
    expect(rows.filter((row) => pathsIn(row).length === 0)).toEqual([]);
  });

  it('says what is under way without claiming it: what has arrived must move up', () => {
    const later = threats.slice(threats.indexOf('## Under way'), threats.indexOf('## Gaps'));
    const promised = [...later.matchAll(/\*([\w./-]+\.ts)\*/g)].map(([, path]) => path ?? '');
    expect(promised.filter((path) => existsSync(path))).toEqual([]);
  });
});

describe('the ASVS table', () => {
  const rows = rowsOf(asvs);

  it('holds each row of levels 1 and 2 once, in order: 70 and 183', () => {
    expect(rows.filter(({ level }) => level === '1')).toHaveLength(70);
    expect(rows.filter(({ level }) => level === '2')).toHaveLength(183);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(253);
    const weight = (id: string) => id.split('.').reduce((sum, part) => sum * 100 + Number(part), 0);
    expect(rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id).sort((a, b) => weight(a) - weight(b)));
  });

  it('gives each a verdict, evidence that exists, and sums that are right', () => {
    const counted = Map.groupBy(rows, ({ verdict }) => verdict);
    expect([...counted.keys()].sort()).toEqual(['met', 'not applicable', 'not met', 'partly']);
    for (const [verdict, all] of counted) expect(asvs, verdict).toContain(`| ${verdict} | ${all.length} |`);
    expect(rows.flatMap(({ evidence }) => pathsIn(evidence)).filter((path) => !existsSync(path))).toEqual([]);
    const titles = titlesIn(asvs);
    expect(titles.length).toBeGreaterThan(15);
    expect(titles.filter(({ path, title }) => !readFileSync(path, 'utf8').includes(title))).toEqual([]);
    expect(
      rows.filter(({ verdict, evidence }) => verdict === 'met' && !evidence.includes('`')).map(({ id }) => id),
    ).toEqual([]);
  });
});

describe('every page', () => {
  it('claims no certificate, no validation, no proof against tampering', () => {
    const claims =
      /\b(?:is|are|fully) (?:certified|FIPS[- ]validated|tamper-proof|CJIS[- ]compliant|ASVS[- ]compliant)\b/i;
    const pages = [...globSync('docs/**/*.md'), 'README.md', 'SECURITY.md', 'ARCHITECTURE.md'];
    expect(pages.filter((page) => claims.test(readFileSync(page, 'utf8')))).toEqual([]);
  });
});
