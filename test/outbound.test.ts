import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';

// Proved here: nothing in the product reaches the outside but platform/outbound, and no screen makes a link of what was received.
// Alone: npx vitest run --project unit test/outbound.test.ts

const PLANTED = 'src/features/audit/planted-caller.ts';

afterEach(() => rmSync(PLANTED, { force: true }));

/** Calls that leave the house without importing anything. */
const GLOBALS = /\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|navigator\.sendBeacon)\s*\(/;

function callersOf(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => GLOBALS.test(withoutComments(readFileSync(path, 'utf8'))));
}

const product = () =>
  globSync('src/**/*.ts').filter((path) => !/(?:\.test|\/testing)\.ts$|^src\/platform\/outbound\//.test(path));

describe('the way out', () => {
  it('nobody else calls fetch, a socket or a beacon', () => {
    expect(callersOf(product())).toEqual([]);
    writeFileSync(PLANTED, 'export const ask = () => fetch("https://attacker.example/");\n');
    expect(callersOf(product())).toEqual([PLANTED]);
  });

  it('a library that calls out by itself is handed the door; the client of the bucket alone has its own', () => {
    const using = (library: string) =>
      product().filter((path) => new RegExp(`from '${library}`).test(readFileSync(path, 'utf8')));
    expect(using('@aws-sdk/')).toEqual(['src/platform/blobs/s3-store.ts']);
    const clients = using('openid-client');
    expect(clients).toEqual(['src/features/access/work-service.ts']);
    for (const path of clients) expect(readFileSync(path, 'utf8')).toMatch(/customFetch\]: doorTo\(/);
  });

  it('the arrow checker catches a client of HTTP planted in a slice', () => {
    writeFileSync(PLANTED, "import { get } from 'node:https';\nexport const ask = get;\n");
    const args = ['src/features/audit', '--config', '--output-type', 'json'];
    let text = '';
    try {
      text = execFileSync(process.execPath, [CRUISER, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
    } catch (error) {
      text = (error as { stdout: string }).stdout;
    }
    const { summary } = JSON.parse(text) as { summary: { violations: { rule: { name: string } }[] } };
    expect(summary.violations.map(({ rule }) => rule.name)).toContain('outbound-by-one-door');
  }, 60_000);

  it('the console talks to its own server alone: one client, addresses without a host', () => {
    const callers = callersOf(globSync('console/src/**/*.{ts,tsx}').filter((path) => !path.includes('.test.')));
    expect(callers).toEqual(['console/src/api/client.ts']);
    const foreign = globSync('console/src/**/*.{ts,tsx,css}').filter((path) =>
      /["'`(]https?:\/\/(?!www\.w3\.org\/)/.test(withoutComments(readFileSync(path, 'utf8'))),
    );
    expect(foreign).toEqual([]);
  });

  it('every link of the console is made of its own words, none of a value that was received', () => {
    const links = globSync('console/src/**/*.tsx').flatMap((path) =>
      [
        ...readFileSync(path, 'utf8').matchAll(
          /\b(?:href|src|action|formAction|srcDoc|xlinkHref)=(\{[^}]*\}?\}|"[^"]*")/g,
        ),
      ].map(([, value]) => value ?? ''),
    );
    expect(links.length).toBeGreaterThan(2);
    const own = /^"#|^\{`#\$\{|^\{documentAddress\(|^\{certificateAddress\(|^\{proofAddress\(|^"\/(?!\/)/;
    expect(links.filter((link) => !own.test(link))).toEqual([]);
    const raw = globSync('console/src/**/*.{ts,tsx}').filter((path) =>
      /dangerouslySetInnerHTML|innerHTML|insertAdjacentHTML|document\.write|window\.open(?!\(workAccountAddress\()|\beval\(|new Function/.test(
        readFileSync(path, 'utf8'),
      ),
    );
    expect(raw).toEqual([]);
  });
});

const CRUISER = 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs';

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
