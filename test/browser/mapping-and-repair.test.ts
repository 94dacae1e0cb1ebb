import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../../tools/find-chromium.mjs';
import { type RunningVigie, removeDataDir, startVigie, vigieJson } from '../support/vigie.ts';
import { launch, ownFaults, signedIn, type ViewOptions, violations } from './console-page.ts';

// Proved here: a mapping made by keyboard and published, and the repair bench with its acts, on the real screens, without a fault in
// either language. Out of scope: the rules (database tests), the road to the queue (test/journeys/new-sender.test.ts).
// Alone: npx vitest run --project browser test/browser/mapping-and-repair.test.ts

const SENDER = 'Example Forum';
const TABLE = 'ref,when,account\r\nF-1,23/11/2026 08:15,acct-1\r\nF-2,24/11/2026 09:30,acct-2\r\n';
const HOSTILE = '{"reportId": 9,\n "words": "<img src=x onerror=alert(1)>" oops}';

let running: RunningVigie;
let browser: Browser;
let administrator: Awaited<ReturnType<typeof signedIn>>;
let investigator: Awaited<ReturnType<typeof signedIn>>;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'));
  running = await startVigie({ demo: true });
  browser = await launch(findChromium() ?? '');
  administrator = await signedIn(browser, running.links.get('administrator') ?? '');
  investigator = await signedIn(browser, running.links.get('investigator') ?? '');
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await running?.stop();
  if (running) await removeDataDir(running.dataDir);
  await rm(folder, { recursive: true });
});

async function receive(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  const imported = await vigieJson<{ items: readonly { report: string }[] }>(
    running.dataDir,
    ...['import', '--source', 'provider', '--provider', SENDER, path],
  );
  return imported.items[0]?.report ?? '';
}

async function faultless(on: Page, where: string): Promise<void> {
  expect(await violations(on), where).toEqual([]);
  expect(await ownFaults(on), where).toEqual([]);
}

async function everyView(
  person: typeof administrator,
  path: string,
  ready: (on: Page) => Promise<unknown>,
): Promise<void> {
  for (const view of [
    { language: 'en', theme: 'light', width: 1440 },
    { language: 'fr', theme: 'dark', width: 1280 },
    { language: 'fr', theme: 'light', width: 320 },
  ] as const satisfies readonly ViewOptions[]) {
    const on = await person.open(view);
    await on.goto(`${person.origin}${path}`);
    await ready(on);
    await faultless(on, `${path} ${view.language} ${view.width}`);
    await on.context().close();
  }
}

const PATIENT = 600_000;

/** Goes to an element by the keyboard alone: the next one under Tab that fits. */
async function tabTo(on: Page, selector: string): Promise<void> {
  for (let steps = 0; steps < 120; steps += 1) {
    if (await on.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)}) ?? false`)) return;
    await on.keyboard.press('Tab');
  }
  throw new Error(`The keyboard does not reach ${selector}.`);
}

describe('a mapping', { timeout: PATIENT }, () => {
  it('is begun, filled on a sample, looked at, saved as expected and put in force by keyboard', async () => {
    const on = await administrator.open();
    await on.goto(`${administrator.origin}/mappings`);
    await on.locator('input[type=text]').waitFor();
    await tabTo(on, 'input[type=text]');
    await on.keyboard.type(SENDER);
    await tabTo(on, 'button[data-variant=primary]');
    await on.keyboard.press('Enter');
    await on.waitForURL(/mappings\/\d+/);
    // The file chooser is the browser's own; everything after it is ours.
    await on.locator('input[type=file]').setInputFiles({
      name: 'sample.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('ref,when,account\r\nX-1,01/07/2026 12:00,acct-sample\r\n'),
    });
    await on.getByRole('button', { name: 'Add the sample' }).press('Enter');
    for (const [field, target] of [
      ['ref', 'Sender’s own number'],
      ['when', 'Occurred at'],
      ['account', 'Account'],
    ]) {
      await tabTo(on, `select[aria-label="Target of ${field}"]`);
      await on.keyboard.type(target ?? '');
      await tabTo(on, `input[aria-label="Recognised by ${field}"]`);
      await on.keyboard.press('Space');
    }
    await on.getByLabel('Date pattern').fill('dd/MM/yyyy HH:mm');
    await on.getByLabel('Zone of times that state none').fill('America/Toronto');
    const preview = on.locator('[data-screen=preview]');
    await preview.getByText('2026-07-01T16:00:00.000Z').waitFor();
    await tabTo(on, '[data-screen=preview] button');
    await on.keyboard.press('Enter');
    await preview.locator('.chip[data-tone=done]').waitFor();
    await on.getByRole('button', { name: 'Put in force' }).press('Enter');
    await on.locator('.banner[data-tone=done]').waitFor();
    await faultless(on, 'a mapping in force');
    const path = new URL(on.url()).pathname;
    await on.context().close();
    await everyView(administrator, '/mappings', (each) => each.locator('tbody tr').first().waitFor());
    await everyView(administrator, path, (each) => each.locator('.mapping-read').waitFor());
  });

  it('says in words what is wrong, and shows a row it would not read', async () => {
    const on = await administrator.open();
    await on.goto(`${administrator.origin}/mappings/1`);
    await on.getByLabel('Zone of times that state none').fill('EST');
    await on.locator('#faults').waitFor();
    const publish = on.getByRole('button', { name: 'Put in force' });
    expect(await publish.getAttribute('aria-disabled')).toBe('true');
    await on.getByLabel('Target of account').selectOption('person.role');
    await on.locator('[data-screen=preview] .fault').waitFor();
    await on.context().close();
  });
});

describe('the bench', { timeout: PATIENT }, () => {
  it('shows hostile bytes as characters, and a repaired copy becomes the next version', async () => {
    const report = await receive('hostile.json', HOSTILE);
    const on = await investigator.open();
    await on.goto(`${investigator.origin}/repair`);
    await on.getByRole('link', { name: report }).click();
    await on.getByRole('button', { name: 'Open the bytes' }).click();
    const shown = on.locator('.bytes-lines');
    await shown.waitFor();
    expect(await shown.textContent()).toContain('<img src=x onerror=alert(1)>');
    expect(await on.locator('img').count()).toBe(0);
    expect(await on.locator('[data-fault=true]').textContent()).toContain('oops');
    await faultless(on, 'opened bytes');
    await on.locator('.repair-text').fill('{"reportId": 9, "reportedInformation": {}}');
    await on.locator('section:has(.repair-text) textarea').nth(1).fill('A word was in the way.');
    await on.getByRole('button', { name: 'Keep the repaired text' }).click();
    await on.locator('.banner[data-tone=done]').first().waitFor();
    await on.locator('.timeline li', { hasText: 'A word was in the way.' }).waitFor();
    await on.context().close();
  });

  it('reads all of a sender again once a mapping is in force, hands one on, and its count is its list', async () => {
    const on = await investigator.open();
    await receive('folder.json', '{"unknown": "shape"}');
    const later = await receive('later.json', '[1, 2');
    await on.goto(`${investigator.origin}/repair`);
    await on.locator('#waiting').waitFor();
    const rows = on.locator('section:has(> #waiting) tbody tr');
    expect(await rows.count()).toBe(Number(await on.locator('[data-total]').getAttribute('data-total')));
    await on
      .getByRole('button', { name: new RegExp(`Read again all of ${SENDER}`) })
      .first()
      .click();
    await on.locator('.banner').first().waitFor();
    await on.goto(`${investigator.origin}/repair/${later}`);
    const hand = on.locator('section.panel', { has: on.getByRole('button', { name: 'Hand over' }) });
    await hand.locator('textarea').fill('Ask the sender.');
    await hand.getByRole('button').click();
    await on.locator('.timeline li', { hasText: 'Ask the sender.' }).waitFor();
    await on.context().close();
    await everyView(investigator, '/repair', (each) => each.locator('#waiting').waitFor());
    await everyView(investigator, `/repair/${later}`, (each) => each.locator('#why').waitFor());
  });

  it('a table the mapping knows never comes here', async () => {
    const report = await receive('forum.csv', TABLE);
    const on = await investigator.open();
    await on.goto(`${investigator.origin}/reports/${report}`);
    await on.locator('main').getByText('acct-1').first().waitFor();
    expect(await on.locator('main a[href^="/repair/"]').count()).toBe(0);
    await on.context().close();
  });
});
