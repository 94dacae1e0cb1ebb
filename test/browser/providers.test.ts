import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../../tools/find-chromium.mjs';
import { aSupervisor } from '../support/trust.ts';
import { type RunningVigie, removeDataDir, startVigie } from '../support/vigie.ts';
import { launch, ownFaults, signedIn, type ViewOptions, violations } from './console-page.ts';

// Proved here: people of providers invited and ended by keyboard, the quality card at the desk, and the day of a regime put before a
// second person, on the real screens, without a fault in either language. Out of scope: the rules (database tests).
// Alone: npx vitest run --project browser test/browser/providers.test.ts

/** A folder for pictures of what was checked, to be looked at. */
const SHOTS = process.env['PROVIDER_SHOTS'];

let running: RunningVigie;
let browser: Browser;
let administrator: Awaited<ReturnType<typeof signedIn>>;
let supervisor: Awaited<ReturnType<typeof signedIn>>;
beforeAll(async () => {
  running = await startVigie({ demo: true });
  browser = await launch(findChromium() ?? '');
  administrator = await signedIn(browser, running.links.get('administrator') ?? '');
  supervisor = await signedIn(browser, await aSupervisor(running, 'SUP-11'));
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await running?.stop();
  if (running) await removeDataDir(running.dataDir);
});

async function everyView(
  person: typeof administrator,
  path: string,
  ready: (on: Page) => Promise<unknown>,
): Promise<void> {
  for (const view of [
    { language: 'en', theme: 'light', width: 1280 },
    { language: 'fr', theme: 'light', width: 1280 },
    { language: 'en', theme: 'dark', width: 1920 },
    { language: 'fr', theme: 'dark', width: 1920 },
    { language: 'fr', theme: 'light', width: 320 },
  ] as const satisfies readonly ViewOptions[]) {
    const on = await person.open(view);
    await on.goto(`${person.origin}${path}`);
    await ready(on);
    const where = `${path} ${view.language} ${view.theme} ${view.width}`;
    if (SHOTS) {
      const name = `${person === supervisor ? 's' : 'a'}${where.replace(/\W+/g, '-')}`;
      await on.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
    }
    expect(await violations(on), where).toEqual([]);
    expect(await ownFaults(on), where).toEqual([]);
    await on.context().close();
  }
}

describe('the screen of providers', () => {
  it('invites a person by keyboard, shows the link once, and ends the access', async () => {
    const on = await administrator.open();
    await on.goto(`${administrator.origin}/providers`);
    await on.locator('#invite-provider').fill('Example Mail');
    await on.locator('#invite-name').fill('Mail desk');
    await on.keyboard.press('Enter');
    const link = await on.locator('#shown-link').inputValue();
    expect(link).toMatch(/^https?:\/\/[^/]+\/provider\/sign-in\?code=.+/);
    await on.keyboard.press('Escape');
    await on.locator('#shown-link').waitFor({ state: 'detached' });
    expect(await on.content()).not.toContain(link.split('=').at(-1));
    await on.getByRole('button', { name: 'End access: Mail desk' }).press('Enter');
    await on.getByRole('dialog').getByRole('button', { name: 'End access' }).press('Enter');
    await on.getByRole('cell', { name: 'Ended' }).waitFor();
    await on.context().close();
    const came = await (await browser.newContext()).newPage();
    await came.goto(link);
    await came.locator('#sign-in').click();
    expect(await came.locator('.summary').count()).toBe(1);
    await came.context().close();
  });

  it('names a manager of the provider and takes it back by keyboard', async () => {
    const on = await administrator.open();
    await on.goto(`${administrator.origin}/providers`);
    await on.locator('#invite-provider').fill('Example Storage');
    await on.locator('#invite-name').fill('Storage manager');
    await on.getByLabel('Manager of the provider').press('Space');
    await on.locator('#invite-name').press('Enter');
    await on.locator('#shown-link').waitFor();
    await on.keyboard.press('Escape');
    await on.getByRole('row', { name: /Example Storage.*Storage manager.*Manager/ }).waitFor();
    await on.getByRole('button', { name: 'No longer a manager: Storage manager' }).press('Enter');
    await on.getByRole('button', { name: 'Make a manager: Storage manager' }).press('Enter');
    await on.getByRole('button', { name: 'No longer a manager: Storage manager' }).waitFor();
    await on.context().close();
  });

  it('says of a link that was shown before that it is not shown again', async () => {
    const on = await administrator.open();
    await on.goto(`${administrator.origin}/providers`);
    // The first answer is lost on the way, and the same request asked again: what the server says then is its own word.
    await on.route('**/api/v1/provider-people', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      await route.fetch();
      return route.fulfill({ response: await route.fetch() });
    });
    await on.locator('#invite-provider').fill('Example Mail');
    await on.locator('#invite-name').fill('Mail twice');
    await on.keyboard.press('Enter');
    const dialog = on.getByRole('dialog');
    await dialog.getByText('This link was shown before').waitFor();
    expect(await on.locator('#shown-link').count()).toBe(0);
    expect(await violations(on)).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await on.getByRole('cell', { name: 'Mail twice', exact: true }).count()).toBe(1);
    await on.context().close();
  });

  it('breaks no rule for who invites, nor for who reads quality cards', async () => {
    await everyView(administrator, '/providers', (on) => on.locator('#invite-name').waitFor());
    await everyView(supervisor, '/providers', async (on) => {
      await on.locator('[aria-labelledby=providers] table button').first().press('Enter');
      await on.locator('[aria-labelledby=quality-card] p').first().waitFor();
    });
  });
});

describe('the screen of regimes', () => {
  it('says what a day would change before it is sent, and puts it before a second person', async () => {
    const on = await administrator.open();
    await on.goto(`${administrator.origin}/regimes`);
    await on.getByText('Nothing yet: no day is chosen.').waitFor();
    await on.locator('input[type=date]').fill('2027-04-01');
    await on.getByText('received from 2027-04-01 on are kept 1 year').waitFor();
    await on.getByLabel('Order in council, as it is cited').fill('SI/2027-1');
    await on.getByLabel('Why now').fill('Published today');
    await on.getByRole('button', { name: 'Put it before a second person' }).press('Enter');
    await on.getByRole('status').filter({ hasText: 'Proposed.' }).waitFor();
    await on.goto(`${administrator.origin}/regimes`);
    await on.getByText('no day is set').waitFor();
    await on.context().close();
  });

  it('breaks no rule, with and without the right to propose', async () => {
    for (const person of [administrator, supervisor])
      await everyView(person, '/regimes', (on) => on.locator('h2').nth(1).waitFor());
  });
});
