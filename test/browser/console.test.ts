import { readdirSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../../tools/find-chromium.mjs';
import { type RunningVigie, removeDataDir, startVigie } from '../support/vigie.ts';
import { gzipSize, launch, ownFaults, signedIn, type ViewOptions, violations } from './console-page.ts';

// Proved here: the built console in a real browser against the real server: keys, focus, language, policy, accessibility.
// Out of scope: what the acts do to the database (journeys), how every screen looks (npm run screens).
// Alone: npx vitest run --project browser test/browser/console.test.ts

let running: RunningVigie;
let browser: Browser;
let investigator: Awaited<ReturnType<typeof signedIn>>;

beforeAll(async () => {
  running = await startVigie({ demo: true });
  browser = await launch(findChromium() ?? '');
  investigator = await signedIn(browser, running.links.get('investigator') ?? '');
});

afterAll(async () => {
  await browser?.close();
  await running?.stop();
  if (running) await removeDataDir(running.dataDir);
});

const page = (as: ViewOptions = {}): Promise<Page> => investigator.open(as);

const rows = (on: Page) => on.locator('.grid-row[data-row]');

describe('the console', () => {
  it('asks for a one-time code before anything else, and says the same of every wrong one', async () => {
    const context = await browser.newContext({ locale: 'fr-CA' });
    const on = await context.newPage();
    await on.goto(`${investigator.origin}/queue`);
    await on.locator('#code').fill('nobody-ever-got-this');
    await on.keyboard.press('Enter');
    await on.locator('[role=alert]').waitFor();
    expect(await on.title()).toMatch(/^Erreur/);
    expect(await on.evaluate('document.activeElement.getAttribute("role")')).toBe('alert');
    expect(await violations(on)).toEqual([]);
    await context.close();
  });

  it('lists the queue without a fault that axe or our own checks know, in both languages, both themes, three widths', async () => {
    for (const language of ['en', 'fr'] as const) {
      for (const [theme, width] of [
        ['light', 1440],
        ['dark', 1280],
        ['light', 320],
      ] as const) {
        const on = await page({ language, theme, width });
        await rows(on).first().waitFor();
        expect(await violations(on), `${language} ${theme} ${width}`).toEqual([]);
        expect(await ownFaults(on), `${language} ${theme} ${width}`).toEqual([]);
        await on.context().close();
      }
    }
  });

  it('gives rows of one height in both languages', async () => {
    const heights = async (language: 'en' | 'fr') => {
      const on = await page({ language });
      await rows(on).first().waitFor();
      const measured = await rows(on).evaluateAll((all) => all.map((row) => row.getBoundingClientRect().height));
      await on.context().close();
      return [...new Set(measured)];
    };
    expect(await heights('en')).toEqual([36]);
    expect(await heights('fr')).toEqual([36]);
  });

  it('takes and decides a report with four keys, and takes the decision back with one', async () => {
    const on = await page();
    await rows(on).first().waitFor();
    await on.keyboard.press('n');
    await on.waitForURL(/\/reports\/R-/);
    await on.locator('#title').waitFor();
    const report = new URL(on.url()).pathname.split('/').at(-1) ?? '';
    await on.locator('button[data-variant=primary]:not([aria-disabled])').waitFor();
    await on.keyboard.press('d');
    await on.locator('.decision-bar').waitFor();
    expect(await on.locator('.decision-bar :checked').count()).toBe(0);
    await on.keyboard.press('p');
    await on.keyboard.press('1');
    await on.locator('.toast[data-shown=true]').waitFor();
    expect(await on.locator('.toast').textContent()).toContain(report);
    await on.keyboard.press('z');
    await on.locator('.toast[data-shown=false]').waitFor({ state: 'attached' });
    await on.goto(`${investigator.origin}/reports/${report}`);
    await on.locator('.record-head').waitFor();
    expect(await on.locator('.banner[data-tone=done]').count()).toBe(0);
    await on.context().close();
  });

  it('keeps address, focus and draft when the language changes', async () => {
    const on = await page();
    await rows(on).first().click();
    const before = { url: on.url(), focus: await on.evaluate('document.activeElement.dataset.row') };
    await on.keyboard.press('Alt+l');
    await on.locator('html[lang="fr-CA"]').waitFor();
    expect({ url: on.url(), focus: await on.evaluate('document.activeElement.dataset.row') }).toEqual(before);
    await on.keyboard.press('Alt+l');
    await on.locator('html[lang="en-CA"]').waitFor();
    await on.context().close();
  });

  it('keeps within its policy: nothing reported, no other host asked, nothing stored in the browser', async () => {
    const on = await page();
    const faults: string[] = [];
    const hosts = new Set<string>();
    on.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    on.on('request', (request) => hosts.add(new URL(request.url()).host));
    await on.goto(`${investigator.origin}/queue`);
    await rows(on).first().waitFor();
    await on.keyboard.press('?');
    await on.locator('[role=dialog]').waitFor();
    await on.keyboard.press('Escape');
    expect(faults).toEqual([]);
    expect([...hosts]).toEqual([new URL(investigator.origin).host]);
    expect(await on.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
    await on.context().close();
  });

  it('shows a report with its texts folded, and opens one only for a purpose', async () => {
    const on = await page();
    await rows(on).first().waitFor();
    await on.keyboard.press('ArrowDown');
    await on.keyboard.press('Enter');
    await on.locator('.record').waitFor();
    expect(await on.locator('.behind-content').count()).toBe(0);
    expect(await violations(on)).toEqual([]);
    expect(await ownFaults(on)).toEqual([]);
    await on.context().close();
  });

  it('loads at most 220 kB at first and 60 kB for each further screen', () => {
    const assets = new URL('../../console/dist/assets/', import.meta.url);
    const sizes = readdirSync(assets)
      .filter((name) => /\.(?:js|css)$/.test(name))
      .map((name) => ({ name, bytes: gzipSize(readFileSync(new URL(name, assets))) }));
    const router = readFileSync(new URL('../../console/src/app/router.tsx', import.meta.url), 'utf8');
    const screens = [...router.matchAll(/import\('\.\.\/screens\/[\w-]+\/([\w-]+)\.tsx'\)/g)].map(([, name]) => name);
    expect(screens.length).toBeGreaterThan(15);
    const isScreen = (name: string) => screens.some((screen) => new RegExp(`^${screen}-[\\w-]{8}\\.`).test(name));
    const shell = sizes.filter(({ name }) => !isScreen(name));
    const queue = sizes.filter(({ name }) => name.startsWith('queue-'));
    expect([...shell, ...queue].reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(220_000);
    expect(sizes.filter(({ name, bytes }) => !shell.some((each) => each.name === name) && bytes > 60_000)).toEqual([]);
  });
});
