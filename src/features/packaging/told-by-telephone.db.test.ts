import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { collectContent } from './commands/collect-content.ts';
import { keepOriginals } from './commands/keep-originals.ts';
import { selectMembers, selectPackages } from './store/packages.ts';
import { aFilledDraft, type Desk, openDesk } from './testing.ts';

// Proved: what was handed over by telephone comes first in the custody of the package that follows; a call nobody answered does not.
// Alone: npx vitest run --project database packaging/told-by-telephone
let database: TestDatabase;
let desk: Desk;

beforeAll(async () => {
  database = await testDatabase();
  desk = await openDesk(database.db, await mkdtemp(join(tmpdir(), 'vigie-told-')));
});
afterAll(async () => {
  await database.drop();
  await rm(desk.home, { recursive: true, force: true });
});

async function custodyWith(call: { readonly result: 'reached' | 'no-answer'; readonly at: Instant }) {
  const packageId = await aFilledDraft(desk);
  await inTransaction(desk.db, async (tx) => {
    const [member] = await selectMembers(tx, [packageId]);
    await tx.query(
      `insert into calls_call (report_id, version, agency_code, number, number_from, result, called_at, reached_name, reached_badge,
         ground, rule_version, by, recorded_at)
       values ($1, 1, 'QC-SPL', '+1 450 555 0100', 'typed', $2, $3, 'Sgt. Example', '1234', 'danger-to-child', 'test', 1, $3)`,
      [member?.reportId, call.result, call.at],
    );
  });
  const [found] = await inTransaction(desk.db, (tx) => selectPackages(tx, [packageId]));
  const originals = await keepOriginals(desk.db, desk, packageId);
  if (found === undefined || !originals.ok) throw new Error('The package cannot be read.');
  const { centre } = desk.packages;
  return (await collectContent(desk.db, { clock: desk.clock, centre }, found, originals.value)).custody;
}

test('a hand-over by voice is the first custody line, with who was told and by whom', async () => {
  const custody = await custodyWith({ result: 'reached', at: desk.clock.now() });
  expect(custody[0]).toMatchObject({
    act: 'told-by-telephone',
    actor: 'staff:1',
    to: 'QC-SPL, Sgt. Example, 1234, +1 450 555 0100',
  });
  expect(custody.slice(1).every((line) => line.to === undefined)).toBe(true);
});

test('a call that nobody answered, or that came after the content stood, is no custody', async () => {
  const unanswered = await custodyWith({ result: 'no-answer', at: desk.clock.now() });
  const later = await custodyWith({ result: 'reached', at: '2099-01-01T00:00:00.000Z' as Instant });
  expect([...unanswered, ...later].filter((line) => line.act === 'told-by-telephone')).toEqual([]);
});
