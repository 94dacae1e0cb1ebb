import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../../tools/find-chromium.mjs';
import { aSupervisor, someDueReports } from '../support/trust.ts';
import { type RunningVigie, removeDataDir, startVigie } from '../support/vigie.ts';
import { launch, ownFaults, signedIn, type ViewOptions, violations } from './console-page.ts';

// Proved here: two persons, disposal and incidents on the real screens, by keyboard and pointer, without a fault in either language.
// Out of scope: the rules (database tests), how every screen looks (npm run screens).
// Alone: npx vitest run --project browser test/browser/trust.test.ts

let running: RunningVigie;
let browser: Browser;
let supervisor: Awaited<ReturnType<typeof signedIn>>;
let second: Awaited<ReturnType<typeof signedIn>>;
let due: readonly string[];

beforeAll(async () => {
  running = await startVigie({ demo: true });
  browser = await launch(findChromium() ?? '');
  supervisor = await signedIn(browser, await aSupervisor(running, 'SUP-11'));
  second = await signedIn(browser, await aSupervisor(running, 'SUP-12'));
  due = await someDueReports(running, 3);
});
afterAll(async () => {
  await browser?.close();
  await running?.stop();
  if (running) await removeDataDir(running.dataDir);
});

async function faultless(on: Page, where: string): Promise<void> {
  expect(await violations(on), where).toEqual([]);
  expect(await ownFaults(on), where).toEqual([]);
}

async function everyView(path: string, check: (on: Page) => Promise<void>): Promise<void> {
  for (const view of [
    { language: 'en', theme: 'light', width: 1440 },
    { language: 'fr', theme: 'dark', width: 1280 },
    { language: 'fr', theme: 'light', width: 320 },
  ] as const satisfies readonly ViewOptions[]) {
    const on = await supervisor.open(view);
    await on.goto(`${supervisor.origin}${path}`);
    await on.locator('h1').waitFor();
    await check(on);
    await faultless(on, `${path} ${view.language} ${view.width}`);
    await on.context().close();
  }
}

// Three looks with axe at each: a busy machine must not decide.
const PATIENT = 600_000;

describe('disposal', { timeout: PATIENT }, () => {
  it('is a dry run until one person proposes it and another typed what they saw; then the proposer carries it out', async () => {
    const on = await supervisor.open();
    await on.goto(`${supervisor.origin}/retention`);
    await on.locator(`input[aria-label*="${due[0]}"]`).check();
    await on.locator('#due ~ .stack textarea').fill('Their time is over.');
    await on.locator('button[data-variant=danger]:not([aria-disabled])').click();
    await on.locator('[role=status].banner').waitFor();
    const other = await second.open();
    await other.keyboard.press('Alt+2');
    await other.waitForURL(/second-person/);
    const card = other.locator('section.panel', { hasText: due[0] ?? '' });
    await card.waitFor();
    const approve = card.locator('button[data-variant=danger]').first();
    expect(await approve.getAttribute('aria-disabled')).toBe('true');
    const hash = (await card.locator('bdi.mono').last().textContent()) ?? '';
    await card.locator('input.mono').fill(hash.slice(0, 8));
    expect(await approve.getAttribute('aria-disabled')).toBeNull();
    await approve.click();
    await card.waitFor({ state: 'detached' });
    await on.goto(`${supervisor.origin}/second-person`);
    await on.locator('fieldset button').nth(1).click();
    await on.locator('button[data-variant=danger]:not([aria-disabled])').click();
    await on.goto(`${supervisor.origin}/retention`);
    await on.locator('a[href*="/retention/certificates/D-"]').first().waitFor({ timeout: 60_000 });
    // The list of before may have been read while the act was under way.
    await on.reload();
    await on.locator(`input[aria-label*="${due[1]}"]`).waitFor();
    expect(await on.locator(`input[aria-label*="${due[0]}"]`).count()).toBe(0);
    await Promise.all([on.context().close(), other.context().close()]);
  });

  it('stops at a hold, which is placed and lifted with a reason', async () => {
    const on = await supervisor.open();
    await on.goto(`${supervisor.origin}/retention`);
    const holds = on.locator('section.panel', { has: on.locator('#holds') });
    await holds
      .locator('input[type=text]')
      .first()
      .fill(due[1] ?? '');
    await holds.locator('textarea').fill('Order of the court.');
    await holds.locator('button:not([aria-disabled])').click();
    await holds.locator('li', { hasText: due[1] ?? '' }).waitFor();
    const box = on.locator(`input[aria-label*="${due[1]}"][disabled]`);
    await box.waitFor();
    await on.context().close();
    await everyView('/retention', async (each) => void (await each.locator('#certificates').waitFor()));
  });
});

describe('the second person’s screen', { timeout: PATIENT }, () => {
  it('shows the same to eyes, ears and keys in both languages', async () => {
    await everyView('/second-person', async (on) => void (await on.locator('#urgent').waitFor()));
  });
});

describe('an incident', { timeout: PATIENT }, () => {
  it('is registered, described, contained and judged, and keeps its clocks in sight', async () => {
    const on = await supervisor.open();
    await on.goto(`${supervisor.origin}/incidents`);
    await on.locator('textarea').fill('A list was left in a meeting room.');
    await on.locator('button[data-variant=primary]').click();
    await on.waitForURL(/incidents\/I-/);
    const { pathname } = new URL(on.url());
    const act = async (button: string, note: string) => {
      await on.locator('textarea').fill(note);
      await on.getByRole('button', { name: button, exact: true }).click();
    };
    await on.locator('section:has(textarea) select').nth(0).selectOption('no');
    await on.locator('section:has(textarea) select').nth(1).selectOption('yes');
    await act('Save the facts', 'Found by the cleaners.');
    await on.locator('.timeline li').nth(1).waitFor();
    await act('It is contained', 'Shredded.');
    await on.locator('.timeline li').nth(2).waitFor();
    await act('Judge: material', 'Names could be read.');
    await on.locator('.timeline li').nth(3).waitFor();
    expect(await on.locator('.timeline li').count()).toBe(4);
    await on.context().close();
    await everyView('/incidents', async (each) => void (await each.locator('table').waitFor()));
    await everyView(pathname, async (each) => void (await each.locator('.timeline li').first().waitFor()));
  });
});
