import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { runTamperCampaign } from '../../../../test/campaigns/tamper.ts';
import { openTamperHouse, type TamperHouse } from '../../../../test/campaigns/tamper-house.ts';
import {
  type AuditVerdict,
  raiseTamper,
  sequenceNow,
  shredTyped,
  verifyAudit,
  verifyAuditOf,
  verifyDaily,
} from '../index.ts';

// Proved: an untouched desk verifies; 1,000 random single changes (rows, trail, tree, heads, evidence) are each named; shredding is no
// change. Out of scope: speed (bench), ten thousand changes one by one (npm run campaign:tamper).
// Alone: npx vitest run --project database src/features/audit/verify/tamper.db.test.ts

let house: TamperHouse;
beforeAll(async () => {
  house = await openTamperHouse();
});
afterAll(() => house?.close());

const verify = () =>
  verifyAuditOf(house.db, {
    audit: house.keys,
    now: house.desk.clock.now(),
    checkObject: house.checkObject,
    evidence: 'all',
  });

describe('the audit log of a small desk', () => {
  test('verifies as it stands: tree, heads, rows and evidence, with its witness named', async () => {
    const verdict = await verify();
    expect(verdict).toMatchObject({ ok: true, faults: [], witness: { state: 'current' } });
    expect(verdict.treeSize).toBeGreaterThan(300);
    expect(verdict.evidence.checked).toBe(verdict.evidence.objects);
    expect(verdict.evidence.objects).toBeGreaterThan(5);
  });

  test('names every one of a thousand random single changes', { timeout: 600_000 }, async () => {
    const outcome = await runTamperCampaign(house, { seed: 20_261_126, runs: 1_000, together: 10 });
    expect(outcome.runs).toBeGreaterThanOrEqual(1_000);
    expect(outcome.missed).toEqual([]);
  });

  test('names a row that a session without the key has changed in the open, though its triggers logged it', async () => {
    await inTransaction(house.outside, async (tx) => {
      const [row] = await tx.query<{ id: number }>(
        "update intake_report set sender = 'another' where report_id = (select min(report_id) from intake_report) returning report_id as id",
      );
      const { faults } = await verifyAudit(tx, { audit: house.keys, now: house.desk.clock.now() });
      expect(faults[0]).toMatchObject({ object: `intake_report ${row?.id}`, kind: 'written-outside' });
      throw new Error('undo');
    }).catch((error: Error) => expect(error.message).toBe('undo'));
  });

  test('is verified once a day, and what is altered raises the alarm once', async () => {
    const { db, keys, desk, checkObject } = house;
    const daily = () => verifyDaily(db, { clock: desk.clock, verify: { audit: keys, checkObject } });
    const verified = () => db.query("select detail from audit_entry where act = 'verify-audit'");
    const alarms = () => db.query("select subjects from outbox_event where kind = 'audit.tamper-found'");
    await daily();
    await daily();
    expect(await verified()).toEqual([{ detail: expect.objectContaining({ ok: true, faults: 0 }) }]);
    expect(await alarms()).toEqual([]);
    const altered = { ok: false, treeSize: 5, faults: [{ object: 'intake_report 4', kind: 'altered', at: null }] };
    await raiseTamper(db, { kind: 'operator', osUser: 'test' }, altered as unknown as AuditVerdict);
    expect(await alarms()).toEqual([{ subjects: ['4'] }]);
  });

  test('names a table whose logging was switched off', async () => {
    await inTransaction(house.outside, async (tx) => {
      await tx.query('alter table legal_clock disable trigger audit_logged_update');
      const { faults } = await verifyAudit(tx, { audit: house.keys, now: house.desk.clock.now() });
      expect(faults).toEqual([{ object: 'legal_clock audit_logged_update', kind: 'unguarded', at: null }]);
      throw new Error('undo');
    }).catch((error: Error) => expect(error.message).toBe('undo'));
  });

  test('covers every column of every protected table but those left out by name', async () => {
    expect(
      await house.db.query(
        'select table_name as "table", left_out as "leftOut" from audit_protected where cardinality(left_out) > 0 order by 1',
      ),
    ).toEqual([
      { table: 'access_credential', leftOut: ['last_used_at'] },
      { table: 'access_token', leftOut: ['last_used_at'] },
      { table: 'access_urgent_use', leftOut: ['overdue_announced_at'] },
      { table: 'intake_archive', leftOut: ['sha256', 'file_name'] },
      { table: 'intake_mail', leftOut: ['sha256', 'identity'] },
      { table: 'intake_notice', leftOut: ['repeats'] },
      { table: 'intake_notice_draft', leftOut: ['answers', 'saved_at'] },
    ]);
    expect((await verify()).faults).toEqual([]);
  });

  test('still verifies when purposes are shredded, and the words are gone', async () => {
    const operator = { kind: 'operator', osUser: 'tester' } as const;
    const shredded = await inTransaction(house.db, (tx) =>
      shredTyped(tx, operator, { objectKind: 'report', objectIds: [0, 10] }),
    );
    expect(shredded).toBe(2);
    const left = await house.db.query("select 1 from audit_value where value in ('purpose 0', 'purpose 10')");
    expect(left).toEqual([]);
    await sequenceNow(house.db, { clock: house.desk.clock, audit: house.keys });
    expect(await verify()).toMatchObject({ ok: true, faults: [] });
  });
});
