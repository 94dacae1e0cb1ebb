import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../../tools/find-chromium.mjs';
import { type RunningVigie, removeDataDir, startVigie } from '../support/vigie.ts';
import { launch, signedIn } from './console-page.ts';

// Proved here: under the policy the server sends, every screen of the built console draws without one violation, and no link leads out.
// Out of scope: how the screens look and work (console.test.ts).
// Alone: npx vitest run --project browser test/browser/every-screen.test.ts

let running: RunningVigie;
let browser: Browser;
let investigator: Awaited<ReturnType<typeof signedIn>>;
let addresses: readonly string[];

interface Listed {
  readonly items: readonly { readonly report?: string; readonly package?: string; readonly subject?: string }[];
}

beforeAll(async () => {
  running = await startVigie({ demo: true });
  browser = await launch(findChromium() ?? '');
  const link = running.links.get('investigator') ?? '';
  investigator = await signedIn(browser, link);
  addresses = await screenAddresses();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await running?.stop();
  if (running) await removeDataDir(running.dataDir);
});

/** One address of each kind of screen, with something on it. */
async function screenAddresses(): Promise<readonly string[]> {
  const on = await investigator.open();
  const ask = async (path: string) =>
    JSON.parse(await on.evaluate(`fetch('/api/v1/${path}').then((answer) => answer.text())`)) as Listed;
  const { items } = await ask('reports?limit=1');
  const report = items[0]?.report ?? '';
  const subject = (await on.evaluate(`fetch('/api/v1/queue?limit=50').then((a) => a.text())`)) as string;
  const named = /"subject":"(S-\d+)"/.exec(subject)?.[1];
  await on.context().close();
  return ['/queue', `/reports/${report}`, ...(named ? [`/subjects/${named}`] : []), '/packages', '/parked', '/nowhere'];
}

/** Installed before anything of the page runs. */
const LISTEN = `
  window.__violations = [];
  document.addEventListener('securitypolicyviolation', (event) =>
    window.__violations.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + (event.sample || '')));
`;

async function faultsOn(on: Page, address: string): Promise<readonly string[]> {
  const faults: string[] = [];
  on.on(
    'console',
    (message) => message.type() === 'error' && /policy|Trusted/i.test(message.text()) && faults.push(message.text()),
  );
  on.on('pageerror', (error) => faults.push(String(error)));
  await on.goto(`${investigator.origin}${address}`);
  await on.locator('h1').first().waitFor();
  await on.keyboard.press('?');
  await on.keyboard.press('Escape');
  const violations = await on.evaluate<string[]>('window.__violations');
  const inline = await on.evaluate<string[]>(`[
    ...[...document.querySelectorAll('script:not([src]), style')].map((each) => 'inline ' + each.outerHTML.slice(0, 80)),
    ...[...document.querySelectorAll('*')].flatMap((each) => [...each.attributes])
      .filter(({ name }) => name.startsWith('on')).map(({ name, value }) => name + '=' + value),
    ...[...document.querySelectorAll('a[href], form[action], [src]')]
      .map((each) => each.href || each.action || each.src)
      .filter((address) => new URL(address, location.href).origin !== location.origin)
      .map((address) => 'leads out: ' + address),
  ]`);
  return [...faults, ...violations, ...inline];
}

describe('the console under its policy', () => {
  it('keeps to the policy on every screen: nothing inline, nothing from elsewhere', async () => {
    expect(addresses.length).toBeGreaterThanOrEqual(5);
    for (const language of ['en', 'fr'] as const) {
      const on = await investigator.open({ language });
      await on.addInitScript(LISTEN);
      for (const address of addresses) expect(await faultsOn(on, address), `${language} ${address}`).toEqual([]);
      await on.context().close();
    }
  });

  it('draws the page before sign-in under the same policy', async () => {
    const context = await browser.newContext();
    const on = await context.newPage();
    await on.addInitScript(LISTEN);
    expect(await faultsOn(on, '/queue')).toEqual([]);
    await context.close();
  });

  it('would have noticed: an inline script put into the page is refused and reported', async () => {
    const on = await investigator.open();
    await on.addInitScript(LISTEN);
    await on.goto(`${investigator.origin}/queue`);
    await on.locator('h1').first().waitFor();
    const ran = await on.evaluate(`(() => {
      const made = document.createElement('div');
      try { made.innerHTML = '<img src=x onerror="window.ran = true">'; } catch (error) { return error.name; }
      return 'let through';
    })()`);
    expect(ran).toBe('TypeError');
    expect(await on.evaluate<string[]>('window.__violations')).not.toEqual([]);
    await on.context().close();
  });
});
