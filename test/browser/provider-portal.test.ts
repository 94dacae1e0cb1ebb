import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#core/clock.ts';
import { signedInAs } from '#features/access/testing';
import { findChromium } from '../../tools/find-chromium.mjs';
import { type ServedDesk, serveDesk } from '../support/served-desk.ts';
import { contextOf, giveKey, gzipSize, launch, ownFaults, violations } from './console-page.ts';

// Proved here: a provider's person comes by an invitation and sends a notice in Chromium, without a script and by keyboard; no page
// breaks a rule of axe or of ours, in English and light on a desk, in French and dark on a phone; a passkey. Out of scope: walls (portal.db.test.ts).
// Alone: npx vitest run --project browser test/browser/provider-portal.test.ts

/** A folder for pictures of what was checked, to be looked at. */
const SHOTS = process.env['PORTAL_SHOTS'];

const VIEWS = [
  ['en', 'light', 1280],
  ['fr', 'dark', 390],
] as const;
/** The rest of them, where pictures are wanted. */
const FURTHER_VIEWS = [
  ['fr', 'light', 1920],
  ['en', 'dark', 1920],
  ['fr', 'dark', 1280],
  ['en', 'light', 390],
] as const;

let served: ServedDesk;
let browser: Browser;
let origin: string;
let on: Page;

beforeAll(async () => {
  served = await serveDesk();
  origin = served.baseUrl.replace('127.0.0.1', 'localhost');
  browser = await launch(findChromium() ?? '');
  const context = await browser.newContext({ ...contextOf({ width: 1280 }), javaScriptEnabled: false });
  on = await context.newPage();
  await comeBy(on, await invited('Mail desk'));
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
});

/** The link of somebody invited to manage the people of Example Mail. */
async function invited(name: string): Promise<string> {
  const { headers } = await signedInAs(
    served.instance.db,
    { clock: systemClock },
    { name: 'PR-01', roles: ['provider-relations'] },
  );
  const answer = await fetch(`${served.baseUrl}/api/v1/provider-people`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ provider: 'Example Mail', name, language: 'en', manages: true }),
  });
  return ((await answer.json()) as { path: string }).path;
}
async function comeBy(page: Page, path: string): Promise<void> {
  await page.goto(`${origin}${path}`);
  await page.locator('#sign-in').click();
  await page.locator('#start').waitFor();
}
/** When every session was last freshly proven. */
const provenAt = (at: Date | null) => served.instance.db.query('update access_session set stepped_up_at = $1', [at]);

const press = (words: string | RegExp) => on.getByRole('button', { name: words }).click();
const draft = () => new URL(on.url()).pathname.split('/').slice(0, 4).join('/');

describe('without a script', () => {
  it('a notice is written by keyboard, keeps its answers over the language, and ends in a receipt', async () => {
    await on.goto(`${origin}/provider/start`);
    await on.locator('#duty-0').check();
    await on.locator('#reference').fill('ACME-9');
    await on.keyboard.press('Enter');
    await on.waitForURL(/\/offence$/);
    await on.locator('#offence-2').focus();
    await on.keyboard.press('Space');
    await on.keyboard.press('Enter');
    await on.waitForURL(/\/material$/);
    await on.locator('#format-0').check();
    await on.locator('#description').fill('A neutral description');
    await press('Save and continue');
    await on.locator('#circumstances').fill('Found by a filter');
    await press('Français');
    expect(await on.locator('html').getAttribute('lang')).toBe('fr-CA');
    expect(await on.locator('#circumstances').inputValue()).toBe('Found by a filter');
    await press('Enregistrer et continuer');
    expect(await on.title()).toMatch(/^Erreur/);
    await on.locator('.summary a').first().click();
    expect(new URL(on.url()).hash).toBe('#discoveredOn');
    await on.locator('#discoveredOn').fill('2026-11-20');
    await on.locator('#discoveredTime').fill('09:00');
    await on.locator('#discoveredZone').selectOption('America/Toronto');
    await press('Enregistrer et continuer');
    await on.locator('#holdsOther-1').check();
    await press('English');
    await press('Save and continue');
    await on.locator('#contactEmail').fill('desk@provider.example');
    await press('Save and continue');
    await on.goto(`${origin}${draft()}/check`);
    await on.locator('#send').click();
    await on.locator('#receipt').waitFor();
    expect(await on.locator('h1').textContent()).toMatch(/^Receipt R-\d{4}-\d{6}$/);
  });

  it('an image is refused in words, a log is attached', async () => {
    await on.goto(`${origin}/provider/start`);
    await on.locator('#duty-0').check();
    await press('Save and continue');
    await on.goto(`${origin}${draft()}/attachments`);
    const file = (name: string, bytes: Buffer) =>
      on.locator('#file').setInputFiles({ name, mimeType: 'text/plain', buffer: bytes });
    await file('log.txt', Buffer.from('89504e470d0a1a0a', 'hex'));
    await press('Attach');
    expect(await on.locator('.summary').textContent()).toContain('machine interface');
    await file('access.log', Buffer.from('a line'));
    await press('Attach');
    expect(await on.locator('#files').textContent()).toContain('access.log');
  });
});

describe('with a script', () => {
  const scripted = async (): Promise<Page> => {
    const state = await on.context().storageState();
    const page = await (await browser.newContext({ ...contextOf({ width: 1280 }), storageState: state })).newPage();
    await page.goto(`${origin}/provider/start`);
    await page.locator('#duty-0').check();
    await page.locator('button.main').click();
    await page.waitForURL(/\/offence$/);
    return page;
  };

  it('a file whose line broke is gone on with, not begun again', async () => {
    const page = await scripted();
    await page.goto(page.url().replace(/offence$/, 'attachments'));
    const offsets: string[] = [];
    await page.route('**/provider/uploads/*', async (route) => {
      const request = route.request();
      if (request.method() === 'PATCH') offsets.push(request.headers()['upload-offset'] ?? '');
      // The second piece never arrives, the first time it is sent.
      await (request.method() === 'PATCH' && offsets.length === 2 ? route.abort('connectionreset') : route.continue());
    });
    const PIECE = 4 * 1_048_576;
    const log = Buffer.alloc(2 * PIECE + 10, 'a line of a log\n');
    await page.locator('#file').setInputFiles({ name: 'long.log', mimeType: 'text/plain', buffer: log });
    await page.locator('#attach button').click();
    await page.locator('#files', { hasText: 'long.log' }).waitFor({ timeout: 20_000 });
    expect(offsets.map(Number)).toEqual([0, PIECE, PIECE, 2 * PIECE]);
    await page.context().close();
  });

  it('an image is refused in words', async () => {
    const page = await scripted();
    await page.goto(page.url().replace(/offence$/, 'attachments'));
    const picture = Buffer.from('89504e470d0a1a0a', 'hex');
    await page.locator('#file').setInputFiles({ name: 'log.txt', mimeType: 'text/plain', buffer: picture });
    await page.locator('#attach button').click();
    await page.locator('#upload-told', { hasText: 'machine interface' }).waitFor();
    await page.context().close();
  });

  it('the meter follows the typing before anything is saved', async () => {
    const page = await scripted();
    expect(await page.locator('#meter strong').textContent()).toBe('0%');
    await page.locator('#offence-2').check();
    await page.locator('#meter strong', { hasText: '10%' }).waitFor();
    await page.goto(page.url());
    expect(await page.locator('#meter strong').textContent()).toBe('0%');
    await page.context().close();
  });
});

describe('a passkey', () => {
  const touchKey = async (page: Page) => {
    await page.locator('#use-passkey').waitFor();
    await Promise.all([page.waitForEvent('domcontentloaded'), page.locator('#use-passkey').press('Enter')]);
  };
  const makeKey = async (page: Page, name: string) => {
    await giveKey(page);
    await page.goto(`${origin}/provider/sign-in-ways`);
    await page.locator('#keyName').fill(name);
    await touchKey(page);
    await page.getByText('The passkey is added.').waitFor();
  };

  it('is made after an invitation, signs in, and proves once more before access is changed', async () => {
    const page = await (await browser.newContext(contextOf({ width: 1280 }))).newPage();
    await comeBy(page, await invited('Mail lead'));
    await makeKey(page, 'office laptop');
    expect(await page.locator('#passkeys').textContent()).toContain('office laptop');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await touchKey(page);
    await page.locator('#start').waitFor();
    expect(await page.locator('nav .who').textContent()).toContain('Mail lead');
    await provenAt(null);
    await page.goto(`${origin}/provider/people`);
    await page.locator('#confirm').click();
    expect(await violations(page)).toEqual([]);
    await touchKey(page);
    await page.locator('#invite').waitFor();
    await page.locator('#name').fill('Mail helper');
    await page.getByRole('button', { name: 'Make the invitation' }).click();
    expect(await page.locator('#link').inputValue()).toContain(`${origin}/provider/sign-in?code=`);
    await page.context().close();
  });

  it('that was taken out is refused in words, and the other way in stays open', async () => {
    const page = await (await browser.newContext(contextOf({ width: 1280 }))).newPage();
    await comeBy(page, await invited('Mail leaver'));
    await makeKey(page, 'old laptop');
    await served.instance.db.query("update access_passkey set removed_at = now() where name = 'old laptop'");
    await page.getByRole('button', { name: 'Sign out' }).click();
    await touchKey(page);
    expect(await page.locator('.summary').textContent()).toContain('This passkey did not let you in.');
    expect(await page.locator('#passphrase').isEditable()).toBe(true);
    await page.context().close();
  });

  it('is not offered where no script may run', async () => {
    const page = await (
      await browser.newContext({ ...contextOf({ width: 1280 }), javaScriptEnabled: false })
    ).newPage();
    await page.goto(`${origin}/provider/sign-in`);
    expect(await page.locator('#use-passkey').isVisible()).toBe(false);
    expect(await page.locator('#passphrase').isVisible()).toBe(true);
    await page.context().close();
  });
});

describe('every page', () => {
  it('breaks no rule, in English and light on a desk, in French and dark on a phone', async () => {
    const begun = await on.locator('#files').count();
    expect(begun).toBe(1);
    const at = draft();
    const state = await on.context().storageState();
    await on.goto(`${origin}/provider`);
    const receipt = ((await on.locator('#received a').first().getAttribute('href')) ?? '').slice('/provider'.length);
    const [person] = await served.instance.db.query<{ id: number }>(
      "select staff_id as id from access_staff where name = 'Mail lead'",
    );
    const paths = [
      '',
      '/start',
      '/quality',
      `${at.slice(9)}/offence`,
      `${at.slice(9)}/circumstances`,
      `${at.slice(9)}/attachments`,
      `${at.slice(9)}/check`,
      `${at.slice(9)}/give-up`,
      receipt,
      '/sign-in-ways',
      '/people',
      `/people/${person?.id}/end`,
      '/confirm?next=people',
      '/nowhere',
      '/sign-in',
      '/sign-in?code=x',
    ];
    await on.goto(`${origin}${at}/attachments`);
    for (const [language, theme, width] of SHOTS ? [...VIEWS, ...FURTHER_VIEWS] : VIEWS) {
      const context = await browser.newContext({ ...contextOf({ language, width }), storageState: state });
      const page = await context.newPage();
      await provenAt(new Date());
      await page.goto(`${origin}/provider`);
      if (language === 'fr') await page.locator('button[value=fr]').click();
      if (theme === 'dark') await page.locator('button[value=dark]').click();
      await page.locator(`html[lang="${language}-CA"][data-theme=${theme}]`).waitFor();
      for (const path of paths) {
        await page.goto(`${origin}/provider${path}`);
        const where = `${path} ${language} ${theme} ${width}`;
        if (SHOTS) await page.screenshot({ path: `${SHOTS}/${where.replace(/\W+/g, '-')}.png`, fullPage: true });
        expect([where, await violations(page)]).toEqual([where, []]);
        expect([where, await ownFaults(page)]).toEqual([where, []]);
      }
      await context.close();
    }
  });

  it('loads little, and from here alone', async () => {
    const page = await (
      await on
        .context()
        .browser()
        ?.newContext({ storageState: await on.context().storageState() })
    )?.newPage();
    if (!page) throw new Error('No page.');
    const sizes: number[] = [];
    const hosts = new Set<string>();
    page.on('response', async (answer) => {
      hosts.add(new URL(answer.url()).origin);
      if (/\.(?:css|js)$/.test(new URL(answer.url()).pathname)) sizes.push(gzipSize(await answer.body()));
    });
    await page.goto(`${origin}${draft()}/attachments`, { waitUntil: 'networkidle' });
    expect([...hosts]).toEqual([origin]);
    expect(sizes).toHaveLength(2);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(10_240);
  });
});
