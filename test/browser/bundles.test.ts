import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../../tools/find-chromium.mjs';
import { type RunningVigie, removeDataDir, startVigie, vigie } from '../support/vigie.ts';
import { viralTips, writeTips } from '../support/viral-tips.ts';
import { launch, ownFaults, setTheme, signedIn, violations } from './console-page.ts';

// Proved here: a bundle in the queue, its sample, its decision with two keys and one to take it back, in a real browser against the real
// server, in both languages and themes. Out of scope: the ledger behind it (test/journeys/viral-bundle.test.ts).
// Alone: npx vitest run --project browser test/browser/bundles.test.ts

let running: RunningVigie;
let browser: Browser;
let investigator: Awaited<ReturnType<typeof signedIn>>;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-bundles-'));
  running = await startVigie({ demo: true });
  await writeTips(folder, 'tips', [
    ...viralTips(0, 40),
    ...viralTips(40, 1, { priority: '1' }),
    ...viralTips(41, 1, { narrative: 'The account is planning to meet somebody.' }),
  ]);
  await vigie(running.dataDir, 'import', folder, '--source', 'cybertip-ca');
  browser = await launch(findChromium() ?? '');
  investigator = await signedIn(browser, running.links.get('investigator') ?? '');
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await running?.stop();
  if (running) await removeDataDir(running.dataDir);
  await rm(folder, { recursive: true, force: true });
});

/** The queue once the bundle is in it; the list asks again by itself. */
async function theBundle(on: Page) {
  await on.goto(`${investigator.origin}/queue?view=all&source=cybertip-ca`);
  const link = on.locator('a[href*="/bundles/VB-"]').first();
  await link.waitFor({ timeout: 60_000 });
  return link;
}

async function onBundle(on: Page): Promise<void> {
  const link = await theBundle(on);
  await on.goto(`${investigator.origin}${await link.getAttribute('href')}`);
  await on.locator('#bundle-facts').waitFor();
}

const openSample = (on: Page, word = 'Open the sample') => on.getByRole('button', { name: word }).click();

describe('a bundle in the console', () => {
  it('is one row of the queue with its counts, and no fault known to axe or our own checks, in both languages and themes', async () => {
    for (const [language, theme, width] of [
      ['en', 'light', 1280],
      ['fr', 'dark', 1920],
    ] as const) {
      const on = await investigator.open({ language, theme, width });
      const link = await theBundle(on);
      const row = on.locator('.grid-row[data-row]', { has: link });
      expect(await row.textContent()).toMatch(language === 'en' ? /decided together/ : /décider ensemble/);
      expect(await violations(on), language).toEqual([]);
      await onBundle(on);
      await setTheme(on, theme);
      await openSample(on, language === 'en' ? 'Open the sample' : 'Ouvrir l’échantillon');
      await on.locator('.bundle-scroll tbody tr').first().waitFor();
      expect(await violations(on), `${language} ${theme}`).toEqual([]);
      expect(await ownFaults(on), `${language} ${theme}`).toEqual([]);
      await on.context().close();
    }
  });

  it('shows which reports stand apart and why, and each of them says so itself', async () => {
    const on = await investigator.open();
    await onBundle(on);
    const apart = on.locator('section[aria-labelledby="bundle-apart"]');
    expect(await apart.textContent()).toMatch(/the sender raises an alarm/);
    await apart.locator('tbody a').first().click();
    await on.getByText('Kept apart from a bundle because').waitFor();
    await on.context().close();
  });

  it('gives one report back to the queue when a person takes it out, with a reason', async () => {
    const on = await investigator.open();
    await onBundle(on);
    await openSample(on);
    const out = on.getByRole('button', { name: /^Take out R-/ }).first();
    await out.click();
    const dialog = on.getByRole('dialog');
    await dialog.locator('textarea').fill('another picture');
    expect(await violations(on)).toEqual([]);
    await dialog.getByRole('button', { name: 'Take out' }).click();
    await on.locator('section[aria-labelledby="bundle-apart"]').getByText('a person took it out').waitFor();
    await on.context().close();
  });

  it('is decided with two keys only after its sample was opened, and taken back with one', async () => {
    const on = await investigator.open();
    await onBundle(on);
    await on.getByRole('button', { name: 'Claim the bundle' }).click();
    await on.getByRole('button', { name: 'Release' }).waitFor();
    const decide = on.getByRole('button', { name: 'Decide the bundle' });
    expect(await decide.getAttribute('aria-disabled')).toBe('true');
    await openSample(on);
    await on.locator('.bundle-scroll tbody tr').first().waitFor();
    await decide.click();
    await on.locator('.decision-bar').waitFor();
    await on.keyboard.press('a');
    await on.keyboard.press('4');
    await on.getByText(/^Decided by/).waitFor();
    await on.getByRole('button', { name: /Undo/ }).click();
    await on.getByRole('button', { name: 'Release' }).waitFor();
    await on.context().close();
  });
});
