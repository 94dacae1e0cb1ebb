import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ServedDesk, serveDesk } from '../../../../test/support/served-desk.ts';
import { ANSWERS, aDraft, answerAll, comeIn, type PortalBrowser } from './testing.ts';

// Proved here, on the listening server: the meter asks what the law asks under which a draft would be received, from the day that law is
// in force; a further version of a notice stays under the law of its first receipt. Out of scope: how a day is set (legal).
// Alone: npx vitest run --project database src/features/intake/portal/regime.db.test.ts

let served: ServedDesk;
let ours: PortalBrowser;
beforeAll(async () => {
  served = await serveDesk();
  ours = await comeIn(served, { provider: 'Example Mail', name: 'Mail desk' });
});
afterAll(() => served?.close());

const AMENDED = 'Mandatory Reporting Act as amended in 2026';
const MANIFEST = { ...ANSWERS.material, manifest: 'yes' };
const CONNECTION = {
  ip: '192.0.2.7',
  connectedOn: '2026-11-19',
  connectedTime: '10:00',
  connectedZone: 'UTC',
} as const;

const measured = async (draft: string, typed: Readonly<Record<string, string>> = {}) => {
  await ours.get(`${draft}/material`);
  const { page } = await ours.post(`${draft}/meter`, typed);
  return JSON.parse(page) as { percent: number; gives: string; under: string; wanting: string };
};
const setDay = (day: string | null) =>
  served.instance.db.query(
    `insert into legal_regime_date (regime, in_force_from, authority, set_by, approved_by, set_at)
     values ('mra-2026', $1::date, 'SI/2026-1', 'A-1', 'A-2', now())`,
    [day],
  );

it('the meter of a draft asks what the law of the day asks, on every page that shows it', async () => {
  const sentBefore = await aDraft(ours, 'BORN-BEFORE');
  await answerAll(ours, sentBefore);
  await ours.post(`${sentBefore}/check`, {});
  const draft = await aDraft(ours, 'BORN-AFTER');
  await answerAll(ours, draft);
  await ours.post(`${draft}/material`, { go: 'later', ...MANIFEST });
  const under2011 = await measured(draft);
  expect([under2011.under, under2011.wanting]).toEqual(['Mandatory Reporting Act as in force since 2011', '']);

  await setDay('2026-01-01');
  const under2026 = await measured(draft);
  expect(under2026.under).toBe(AMENDED);
  expect(under2026.percent).toBeLessThan(under2011.percent);
  expect([under2026.gives, under2026.wanting]).toEqual([
    expect.stringContaining('Required, since the material is manifestly such'),
    expect.stringContaining('The notice can be sent without'),
  ]);
  // Typed and not saved: the address and its time are what was wanting; of other material nothing was.
  expect((await measured(draft, CONNECTION)).wanting).toBe('');
  expect((await measured(draft, { manifest: 'no' })).wanting).toBe('');
  for (const page of ['connection', 'attachments', 'check'])
    expect([page, (await ours.get(`${draft}/${page}`)).page.includes(`Measured against: ${AMENDED}`)]).toEqual([
      page,
      true,
    ]);
  expect((await ours.get('/provider')).page).toContain(`>${under2026.percent}%<`);

  const amends = await aDraft(ours, 'BORN-BEFORE');
  await answerAll(ours, amends);
  await ours.post(`${amends}/material`, { go: 'later', ...MANIFEST });
  const amended = await measured(amends);
  expect([amended.under, amended.percent]).toEqual([under2011.under, under2011.percent]);

  const told = await ours.post(`${draft}/check`, {});
  const kept = await served.instance.db.query(
    'select regime, completeness, transmission_data_missing as missing from intake_notice where reference = $1',
    ['BORN-AFTER'],
  );
  expect([told.status, kept]).toEqual([303, [{ regime: 'mra-2026', completeness: under2026.percent, missing: true }]]);
});
