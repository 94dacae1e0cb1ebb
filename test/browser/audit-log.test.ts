import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newSignerKey, verifierKeyText } from '#platform/tlog/signed-note.ts';
import { readTlogProof } from '#platform/tlog/tlog-proof.ts';
import { findChromium } from '../../tools/find-chromium.mjs';
import { eventually } from '../support/eventually.ts';
import { aColleague, aSupervisor } from '../support/trust.ts';
import { type RunningVigie, removeDataDir, startVigie } from '../support/vigie.ts';
import { launch, ownFaults, signedIn, type ViewOptions, violations } from './console-page.ts';

// Proved here: the auditor's way in on the real screen: acts found by keyboard, kept in the address, paged and proved; a witness named by
// one person and let in by another; nothing offered to whoever may not; no fault in either language. Out of scope: what the list holds
// and what it costs (src/features/audit/acts.db.test.ts), who may ask (access matrix).
// Alone: npx vitest run --project browser test/browser/audit-log.test.ts

type Signed = Awaited<ReturnType<typeof signedIn>>;

let running: RunningVigie;
let browser: Browser;
let supervisor: Signed;
let second: Signed;
let auditor: Signed;

beforeAll(async () => {
  running = await startVigie({ demo: true });
  browser = await launch(findChromium() ?? '');
  supervisor = await signedIn(browser, await aSupervisor(running, 'SUP-11'));
  second = await signedIn(browser, await aSupervisor(running, 'SUP-12'));
  auditor = await signedIn(browser, await aColleague(running, 'AUD-11', 'auditor'));
});
afterAll(async () => {
  await browser?.close();
  await running?.stop();
  if (running) await removeDataDir(running.dataDir);
});

// Three looks with axe at each: a busy machine must not decide.
const PATIENT = 600_000;
const WITNESS = 'witness.example/oversight';

async function at(person: Signed, address: string, view?: ViewOptions): Promise<Page> {
  const on = await person.open(view);
  await on.goto(`${person.origin}${address}`);
  await on.locator('#acts').waitFor();
  await on.locator('.acts-table, .empty').first().waitFor();
  return on;
}

const rows = (on: Page) => on.locator('.acts-table tbody tr');

describe('witnesses', { timeout: PATIENT }, () => {
  it('are named by one person and let in by another, by keyboard alone, and end after a question', async () => {
    const on = await at(supervisor, '/audit-log');
    await on.locator('.name-form summary').focus();
    await on.keyboard.press('Enter');
    await on.locator('.name-form input').fill(verifierKeyText(newSignerKey(WITNESS, 'cosignature').key));
    await on.keyboard.press('Tab');
    await on.keyboard.press('Enter');
    await on.locator('.banner[data-tone=done]').waitFor();
    const own = on.getByRole('button', { name: `Let in ${WITNESS}` });
    expect(await own.getAttribute('aria-disabled')).toBe('true');
    expect(await on.locator('.witnesses').textContent()).toContain('A second person has to approve');

    const other = await at(second, '/audit-log');
    await other.getByRole('button', { name: `Let in ${WITNESS}` }).focus();
    await other.keyboard.press('Enter');
    await other.locator('.witnesses .chip', { hasText: 'In force' }).waitFor();
    await other.getByRole('button', { name: `End ${WITNESS}` }).click();
    await other.keyboard.press('Escape');
    expect(await other.locator('.witnesses .chip').textContent()).toBe('In force');
    await other.getByRole('button', { name: `End ${WITNESS}` }).click();
    await other.getByRole('button', { name: 'End this witness' }).click();
    await other.locator('.witnesses .chip', { hasText: 'Ended' }).waitFor();
    expect(await other.locator('.witnesses button').count()).toBe(0);
    await Promise.all([on.context().close(), other.context().close()]);
  });

  it('are seen by an auditor, who is told why nothing is offered', async () => {
    const on = await at(auditor, '/audit-log');
    await on.locator('.name-form summary').click();
    const naming = on.locator('.name-form button');
    expect(await naming.getAttribute('aria-disabled')).toBe('true');
    expect(await on.locator('.name-form .reason').textContent()).toContain('supervisors and administrators');
    await on.context().close();
  });
});

describe('the list of acts', { timeout: PATIENT }, () => {
  it('is narrowed by keyboard, keeps its question in the address, and comes back to it', async () => {
    const on = await at(auditor, '/audit-log');
    expect(await rows(on).count()).toBeGreaterThan(5);
    await on.getByLabel('Act', { exact: true }).selectOption('propose-witness');
    await on.getByLabel('Act', { exact: true }).focus();
    for (let tab = 0; tab < 2; tab++) await on.keyboard.press('Tab');
    await on.keyboard.press('Enter');
    await on.waitForURL(/act=propose-witness/);
    await eventually(async () => (await rows(on).count()) === 1);
    expect(await rows(on).first().textContent()).toContain('SUP-11');
    await on.getByLabel('Number (R-…, PKG-…)').fill('the neighbour');
    await on.keyboard.press('Enter');
    await on.locator('.acts-filter .fault').waitFor();
    expect(on.url()).not.toContain('neighbour');
    await on.getByLabel('Number (R-…, PKG-…)').fill('');
    await on.locator('.acts-filter a').click();
    await eventually(async () => (await rows(on).count()) > 5);
    await on.goBack();
    await eventually(async () => (await rows(on).count()) === 1);
    expect(await on.getByLabel('Act', { exact: true }).inputValue()).toBe('propose-witness');
    await on.context().close();
  });

  it('goes on to older acts at its heading, and back', async () => {
    const on = await at(supervisor, '/audit-log');
    const newest = await rows(on).first().locator('th').textContent();
    await on.getByRole('link', { name: 'Older acts' }).last().click();
    await on.waitForURL(/after=\d+/);
    await eventually(async () => (await rows(on).first().locator('th').textContent()) !== newest);
    expect(await on.evaluate('document.activeElement.id')).toBe('acts');
    await on.getByRole('link', { name: 'Newest acts' }).first().click();
    await eventually(async () => (await rows(on).first().locator('th').textContent()) === newest);
    await on.context().close();
  });

  it('hands out the proof of an act as a file', async () => {
    // Narrowed to an act that nobody does again: the row stays where it is until a signed head covers it.
    const on = await at(auditor, '/audit-log?act=propose-witness');
    const proof = on.locator('.acts-table a[download]');
    await eventually(async () => {
      await on.getByRole('button', { name: 'Look again' }).click();
      return (await proof.count()) === 1;
    });
    const [file] = await Promise.all([on.waitForEvent('download'), proof.click()]);
    expect(file.suggestedFilename()).toMatch(/^act-\d+\.tlog-proof$/);
    expect(readTlogProof(await readFile(await file.path(), 'utf8'))?.checkpoint).toContain('\n');
    await on.context().close();
  });

  it('shows the same to eyes, ears and keys in both languages, filled and empty', async () => {
    for (const address of ['/audit-log', '/audit-log?act=never-done']) {
      for (const view of [
        { language: 'en', theme: 'light', width: 1440 },
        { language: 'fr', theme: 'dark', width: 1280 },
        { language: 'fr', theme: 'light', width: 320 },
      ] as const satisfies readonly ViewOptions[]) {
        const on = await at(supervisor, address, view);
        expect(await violations(on), `${address} ${view.language} ${view.width}`).toEqual([]);
        expect(await ownFaults(on), `${address} ${view.language} ${view.width}`).toEqual([]);
        await on.context().close();
      }
    }
  });
});
