import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../../tools/find-chromium.mjs';
import { type RunningVigie, removeDataDir, startVigie, vigieJson } from '../support/vigie.ts';
import { launch, ownFaults, signedIn, type ViewOptions, violations } from './console-page.ts';

// Proved here: a call is written down with the keyboard alone, from wherever one is, in few keys beside the text itself; the draft
// outlives screens and languages; no fault that axe or our own checks know. Out of scope: what the server makes of it
// (src/entrypoints/desk-entries.db.test.ts).
// Alone: npx vitest run --project browser test/browser/desk-entry.test.ts

let running: RunningVigie;
let browser: Browser;
let investigator: Awaited<ReturnType<typeof signedIn>>;
let supervisor: Awaited<ReturnType<typeof signedIn>>;

beforeAll(async () => {
  running = await startVigie({ demo: true });
  browser = await launch(findChromium() ?? '');
  investigator = await signedIn(browser, running.links.get('investigator') ?? '');
  supervisor = await signedIn(browser, running.links.get('supervisor') ?? '');
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await running?.stop();
  if (running) await removeDataDir(running.dataDir);
});

const page = (as: ViewOptions = {}): Promise<Page> => investigator.open(as);
const focused = (on: Page) => on.evaluate<string>('document.activeElement.id');

/** Counts every key that goes down from now on. */
const COUNT = `window.__keys = 0; addEventListener('keydown', () => (window.__keys += 1), true);`;

const WORDS = 'The account someone@example.com was named by the caller.';

describe('a call at three in the morning', () => {
  it('is written down with the keyboard alone, in at most twenty keys beside the text', async () => {
    for (const language of ['en', 'fr'] as const) {
      const on = await page({ language });
      await on.evaluate(COUNT);
      let text = 0;
      const write = async (words: string) => {
        text += words.length;
        await on.keyboard.type(words);
      };
      await on.keyboard.press('Alt+n');
      await on.locator('#entry-source').waitFor();
      await expect.poll(() => focused(on)).toBe('entry-source');
      await on.keyboard.press(language === 'en' ? 'p' : 'f');
      await on.keyboard.press('Tab');
      await write('Example Social');
      await on.keyboard.press('Tab');
      await write('A. Agent, 613-555-0142');
      await on.keyboard.press('Tab');
      await on.keyboard.press('Tab');
      expect(await focused(on)).toBe('entry-danger-unknown');
      await on.keyboard.press('ArrowDown');
      expect(await on.locator('#entry-danger-yes').isChecked()).toBe(true);
      await on.keyboard.press('Tab');
      await write(WORDS);
      await on.keyboard.press('Tab');
      await write('Example Chat: night.owl');
      await on.keyboard.press('Control+Enter');
      await on.locator('[role=status].banner').waitFor();
      expect(await on.locator('[role=status].banner').innerText()).toMatch(/R-\d{4}-\d{6}/);
      expect(await on.locator('main').innerText()).toContain('someone@example.com');
      const keys = await on.evaluate<number>('window.__keys');
      expect(keys - text, `${language}: keys beside the text`).toBeLessThanOrEqual(20);
      await on.context().close();
    }
  });

  it('keeps its draft across screens and languages, and receives it under the same key when sent twice', async () => {
    const on = await page();
    await on.keyboard.press('Alt+n');
    await on.locator('#entry-words').fill(WORDS);
    await on.locator('h1').click();
    await on.keyboard.press('g');
    await on.keyboard.press('t');
    await on.locator('.grid-row[data-row]').first().waitFor();
    await on.keyboard.press('Alt+l');
    await on.keyboard.press('Alt+n');
    await on.locator('#entry-words').waitFor();
    expect(await on.locator('#entry-words').inputValue()).toBe(WORDS);
    await on.locator('#entry-source').selectOption('hotline');
    await on.locator('#entry-sender').fill('Example Line');
    const keys: (string | undefined)[] = [];
    await on.route('**/desk-entries', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      // The first answer is lost on its way back: the server has received it, the page does not know.
      if (keys.length > 1) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await on.keyboard.press('Control+Enter');
    await on.locator('.fault[role=alert]').waitFor();
    expect(await on.locator('#entry-words').inputValue()).toBe(WORDS);
    await on.keyboard.press('Control+Enter');
    await on.locator('[role=status].banner').waitFor();
    expect(new Set(keys).size).toBe(1);
    await on.context().close();
  });

  it('says the first thing that is missing, and sends nothing', async () => {
    const on = await page();
    await on.goto(`${investigator.origin}/entry?kind=referral`);
    await on.locator('#entry-fileNumber').waitFor();
    await on.keyboard.press('Control+Enter');
    expect(await on.locator('.fault[role=alert]').innerText()).toBe('Say whom it comes from.');
    expect(await on.locator('#entry-source option').count()).toBe(4);
    await on.context().close();
  });
});

describe('the formal report that follows', () => {
  it('is proposed on the page of the call with its reasons, joined by a key, and taken back', async () => {
    const on = await page({ width: 1280 });
    const tip = join(running.dataDir, 'formal.json');
    const person = { espUserId: 'acct-join', emails: { emails: [{ value: 'join@example.com', verified: true }] } };
    const reportedInformation = {
      reportingEsp: { espName: 'Example Line' },
      reportedPeople: { reportedPersons: [person] },
    };
    await writeFile(tip, JSON.stringify({ reportId: '900001', reportedInformation }));
    await on.keyboard.press('Alt+n');
    await on.locator('#entry-source').selectOption('hotline');
    await on.locator('#entry-sender').fill('Example Line');
    await on.locator('#entry-words').fill('The account join@example.com was named.');
    await on.keyboard.press('Control+Enter');
    await on.locator('[role=status].banner').waitFor();
    await vigieJson(running.dataDir, 'import', tip, '--source', 'hotline');
    await on.locator('main a[href^="/reports/"]').press('Enter');
    await on.locator('#joins').waitFor();
    const panel = on.locator('section[aria-labelledby=joins]');
    expect(await panel.innerText()).toContain('Both name the same identifier (E-mail)');
    expect(await violations(on)).toEqual([]);
    expect(await ownFaults(on)).toEqual([]);
    await panel.locator('button').first().press('Enter');
    await panel.getByText('which is counted instead of this one').waitFor();
    await panel.locator('button').first().press('Enter');
    await panel.getByText('Both name the same identifier').waitFor();
    await on.context().close();
  });
});

describe('the screens around it', () => {
  it('show no fault that axe or our own checks know, in both languages, both themes, three widths', async () => {
    for (const language of ['en', 'fr'] as const) {
      for (const [theme, width] of [
        ['light', 1280],
        ['dark', 1920],
        ['light', 320],
      ] as const) {
        const on = await supervisor.open({ language, theme, width });
        // The call form is the referral form without its first part.
        for (const address of ['/entry?kind=referral', '/former-years']) {
          await on.goto(`${supervisor.origin}${address}`);
          await on.locator('main .panel').first().waitFor();
          await on.locator(`html[lang="${language}-CA"]`).waitFor();
          expect(await violations(on), `${address} ${language} ${theme} ${width}`).toEqual([]);
          expect(await ownFaults(on), `${address} ${language} ${theme} ${width}`).toEqual([]);
        }
        await on.context().close();
      }
    }
  }, 300_000);
});
