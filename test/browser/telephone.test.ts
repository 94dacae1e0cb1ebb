import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../../tools/find-chromium.mjs';
import { type RunningVigie, removeDataDir, startVigie, vigie } from '../support/vigie.ts';
import { viralTips, writeTips } from '../support/viral-tips.ts';
import { launch, ownFaults, setTheme, signedIn, type Theme, violations } from './console-page.ts';

// Proved here: with the keyboard alone an investigator hands an imminent report over by telephone, and one that nobody could read too;
// the call-back is awaited on a screen of its own until it came. Out of scope: clocks and walls (src/features/calls).
// Alone: npx vitest run --project browser test/browser/telephone.test.ts  (TELEPHONE_SHOTS=folder keeps pictures)

const SHOTS = process.env['TELEPHONE_SHOTS'];

let running: RunningVigie;
let browser: Browser;
let investigator: Awaited<ReturnType<typeof signedIn>>;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-telephone-'));
  running = await startVigie({ demo: true });
  await writeTips(folder, 'tips', viralTips(0, 1, { priority: '1' }));
  await writeFile(join(folder, 'broken.json'), '{"reportId": "195999999", "reportedInformation": {');
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

async function keep(on: Page, name: string): Promise<void> {
  if (SHOTS !== undefined) await on.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: false });
}

/** The row of the imminent tip has the focus. */
async function onImminentRow(on: Page, theme: Theme = 'light'): Promise<void> {
  await on.goto(`${investigator.origin}/queue?view=all&source=cybertip-ca&urgency=P1`);
  await on.locator('.grid-row[data-row]').first().waitFor({ timeout: 60_000 });
  await setTheme(on, theme);
  await on.locator('h1').focus();
  await on.keyboard.press('j');
}

describe('a hand-over by telephone', () => {
  it('opens with one key from the queue, in both languages, themes and widths, with no fault known to axe or our own checks', async () => {
    for (const [language, theme, width] of [
      ['en', 'light', 1280],
      ['fr', 'dark', 1280],
      ['fr', 'light', 1920],
      ['en', 'dark', 1920],
    ] as const) {
      const on = await investigator.open({ language, theme, width, height: width > 1500 ? 1080 : 800 });
      await onImminentRow(on, theme);
      await on.keyboard.press('t');
      const dialog = on.getByRole('dialog');
      await dialog.waitFor();
      await dialog
        .getByRole('radio', { name: language === 'en' ? 'Somebody was reached' : 'Quelqu’un a été joint' })
        .check();
      await keep(on, `dialog-${language}-${theme}-${width}`);
      expect(await violations(on), `${language} ${theme} ${width}`).toEqual([]);
      expect(await ownFaults(on), `${language} ${theme} ${width}`).toEqual([]);
      await on.keyboard.press('Escape');
      await on.locator('#telephone').waitFor();
      expect(await violations(on), `${language} ${theme} ${width}`).toEqual([]);
      expect(await ownFaults(on), `${language} ${theme} ${width}`).toEqual([]);
      await on.goto(`${investigator.origin}/calls`);
      await on.locator('#hand-overs').waitFor();
      await setTheme(on, theme);
      await on.locator('tbody tr').first().waitFor();
      await keep(on, `calls-${language}-${theme}-${width}`);
      expect(await violations(on), `${language} ${theme} ${width}`).toEqual([]);
      expect(await ownFaults(on), `${language} ${theme} ${width}`).toEqual([]);
      await on.context().close();
    }
  });

  it('is recorded by the keyboard alone, meets the voice clock, and its call-back is awaited until it came', async () => {
    const on = await investigator.open();
    await onImminentRow(on);
    await on.keyboard.press('t');
    const dialog = on.getByRole('dialog');
    const record = dialog.getByRole('button', { name: 'Record the call' });
    await record.waitFor();
    expect(await record.getAttribute('aria-disabled')).toBe('true');
    await dialog.getByRole('textbox', { name: 'Number' }).fill('+1 450 555 0100');
    await dialog.getByRole('radio', { name: 'Somebody was reached' }).focus();
    await on.keyboard.press(' ');
    await dialog.getByLabel('Who was reached').fill('Sgt. Example');
    await dialog.getByLabel('Badge').fill('1234');
    await dialog.getByLabel('Facts given').fill('Place, account and times were read out.');
    await dialog.getByRole('radio', { name: 'Immediate danger to a child' }).focus();
    await on.keyboard.press(' ');
    await dialog.getByRole('radio', { name: 'within 30 min' }).focus();
    await on.keyboard.press(' ');
    await record.focus();
    await on.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    const panel = on.locator('section[aria-labelledby="telephone"]');
    await panel.getByText('Sgt. Example was told').waitFor();
    expect(await panel.textContent()).toMatch(/Told by voice.*met/);
    await panel.scrollIntoViewIfNeeded();
    await keep(on, 'panel-en');
    await on.goto(`${investigator.origin}/calls`);
    const awaited = on.locator('section[aria-labelledby="call-backs"] tbody tr');
    await awaited.first().waitFor();
    expect(await awaited.count()).toBe(1);
    await awaited.getByRole('link').click();
    await on.getByRole('button', { name: 'Note the call-back' }).click();
    await on.getByRole('radio', { name: 'They called back' }).check();
    await on.getByLabel('What was said').fill('A car is on its way.');
    await keep(on, 'call-back-en');
    expect(await violations(on)).toEqual([]);
    await on.getByRole('button', { name: 'Record it' }).click();
    await panel.getByText('A car is on its way.').waitFor();
    expect(await on.getByRole('button', { name: 'Note the call-back' }).count()).toBe(0);
    await on.context().close();
  });

  it('is possible for a report that nobody could read', async () => {
    const on = await investigator.open();
    await on.goto(`${investigator.origin}/queue?view=all&source=cybertip-ca`);
    const rows = on.locator('.grid-row[data-row]');
    await rows.first().waitFor();
    const broken = on.locator('.grid-row[data-row]', { hasText: /not readable/i });
    await broken.first().waitFor({ timeout: 60_000 });
    await on.goto(`${investigator.origin}${await broken.first().locator('a[href*="/reports/"]').getAttribute('href')}`);
    await on.locator('#telephone').waitFor();
    await on.locator('h1').focus();
    await on.keyboard.press('t');
    const dialog = on.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Number' }).fill('+1 613 555 0100');
    await dialog.getByRole('radio', { name: 'Nobody answered' }).check();
    await dialog.getByRole('button', { name: 'Record the call' }).click();
    await on.locator('section[aria-labelledby="telephone"]').getByText('Nobody answered').waitFor();
    await on.context().close();
  });
});
