import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { retractDisposed } from '#features/dispatch';
import { aReleasedPackage } from '#features/packaging/testing';
import { type Db, inTransaction } from '#platform/postgres/transaction.ts';
import { type DisposalDesk, openDisposalDesk } from '../../test/support/disposal-desk.ts';

// Proved: a hold on a report, its package or its subject wins on every path; a package goes whole and its holders are to be told.
// Out of scope: what disposal removes (disposal.db.test.ts). Alone: npx vitest run --project database disposal-holds
let house: DisposalDesk;
let db: Db;
let desk: DisposalDesk['desk'];
let clock: DisposalDesk['clock'];
let supervisor: DisposalDesk['supervisor'];
let second: DisposalDesk['second'];

beforeAll(async () => {
  house = await openDisposalDesk();
  ({ db, desk, clock, supervisor, second } = house);
});
afterAll(() => house.close());

const call: DisposalDesk['call'] = (...asked) => house.call(...asked);
const aDisposable: DisposalDesk['aDisposable'] = (...asked) => house.aDisposable(...asked);
const approved = (reports: readonly string[]) => house.approved(reports);
const carryOut = (id: number) => house.carryOut(id);
const runAnnounced = () => house.runAnnounced();

describe('a legal hold', () => {
  const hold = (scope: string, target: string) =>
    call(supervisor, 'POST', '/retention/holds', { scope, target, kind: 'court', reason: 'Order of the court.' });
  const rows = (reportId: number) => db.query('select 1 from intake_narrative where report_id = $1', [reportId]);

  test('placed after the approval stops the disposal; lifted, the same approval carries it out', async () => {
    const { number, reportId } = await aDisposable('held');
    house.pass(735);
    const id = await approved([number]);
    const { holdId } = (await hold('report', number)).json();
    const refused = await carryOut(id);
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'obstacles']);
    expect(refused.json().title).toContain('legal hold');
    expect(await rows(reportId)).toHaveLength(1);
    expect((await call(supervisor, 'GET', '/retention/due')).json().items).toMatchObject([{ standing: 'held' }]);
    await call(supervisor, 'POST', `/retention/holds/${holdId}/lift`, { reason: 'Order revoked.' });
    expect((await call(supervisor, 'GET', '/retention/holds')).json().items[0]).toMatchObject({ isLive: false });
    expect((await carryOut(id)).statusCode).toBe(200);
    expect(await rows(reportId)).toEqual([]);
    await runAnnounced();
  });

  test('on a report, its package, its subject or the subject it was merged from holds it on every path', async () => {
    const heads = [];
    for (let index = 0; index < 4; index++) heads.push(await aDisposable(`wall${index}`));
    const [byReport, byPackage, bySubject, byMerged] = heads.map((head) => head.reportId) as [
      number,
      number,
      number,
      number,
    ];
    const numbers = heads.map((head) => head.number);
    const [pkg] = await db.query<{ id: number; number: string }>(
      `insert into packaging_package (number, agency_code, role, language, state, created_at)
       values ('PKG-2026-09999', 'QC-SPL', 'reported-place', 'fr', 'draft', $1) returning package_id as id, number`,
      [house.now()],
    );
    await db.query(
      `insert into packaging_member (package_id, report_id, role, lead, added_at) values ($1, $2, 'member', false, $3)`,
      [pkg?.id, byPackage, house.now()],
    );
    const subject = async () =>
      (
        await db.query<{ id: number }>(
          'insert into linking_subject (created_at) values ($1) returning subject_id as id',
          [house.now()],
        )
      )[0]?.id ?? 0;
    const [kept, merged] = [await subject(), await subject()];
    await db.query('update linking_subject set merged_into = $1 where subject_id = $2', [kept, merged]);
    const another = await subject();
    for (const [reportId, subjectId] of [
      [bySubject, another],
      [byMerged, kept],
    ] as const)
      await db.query(
        `insert into linking_membership (report_id, subject_id, standing, since) values ($1, $2, 'confirmed', $3)
         on conflict (report_id) do update set subject_id = excluded.subject_id`,
        [reportId, subjectId, house.now()],
      );
    house.pass(735);
    const scopes = [
      ['report', numbers[0]],
      ['package', pkg?.number],
      ['subject', `S-${another}`],
      ['subject', `S-${merged}`],
    ] as const;
    const ids = [byReport, byPackage, bySubject, byMerged];
    const paths = {
      api: async (at: number) =>
        (await call(supervisor, 'POST', '/retention/expunges', { reports: [numbers[at]], reason: 'x' })).json().code ===
        'obstacles',
      list: async (at: number) =>
        (await call(supervisor, 'GET', '/retention/due'))
          .json()
          .items.find((one: { report: string }) => one.report === numbers[at])?.standing === 'held',
      sql: async (at: number) =>
        db.query('update intake_report set expunged_at = $2 where report_id = $1', [ids[at], house.now()]).then(
          () => false,
          (error: Error) => error.message.includes('legal hold'),
        ),
    };
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([0, 1, 2, 3], { minLength: 1 }),
        fc.constantFrom('api', 'list', 'sql'),
        async (held, path) => {
          const placed: number[] = [];
          for (const at of held) placed.push((await hold(scopes[at]?.[0] ?? '', scopes[at]?.[1] ?? '')).json().holdId);
          for (const at of held) expect(await paths[path as keyof typeof paths](at), `${path} ${at}`).toBe(true);
          for (const id of placed) await call(supervisor, 'POST', `/retention/holds/${id}/lift`, { reason: 'Test.' });
        },
      ),
      { numRuns: 24 },
    );
    expect(await rows(byMerged)).toHaveLength(1);
  });

  test('of an unknown number, without a role, or that ends before it begins, is not placed', async () => {
    expect((await hold('report', 'R-1999-000001')).json().code).toBe('unknown-target');
    expect((await hold('subject', 'S-999999')).json().code).toBe('unknown-target');
    const { number } = await aDisposable('reversed');
    const reversed = {
      scope: 'report',
      target: number,
      kind: 'court',
      reason: 'x',
      from: house.now(),
      until: house.now(),
    };
    expect((await call(supervisor, 'POST', '/retention/holds', reversed)).json().code).toBe('ends-before-it-begins');
    const auditor = { ...supervisor, roles: ['auditor' as const] };
    expect((await call(auditor, 'POST', '/retention/holds', { ...reversed, until: null })).statusCode).toBe(404);
    expect((await call(auditor, 'POST', '/retention/expunges', { reports: [number], reason: 'x' })).statusCode).toBe(
      404,
    );
  });
});

describe('a package', () => {
  test('is disposed of whole, with its sealed bytes; who holds a copy is to be told, once', async () => {
    const { packageId } = await aReleasedPackage(desk);
    const [member] = await db.query<{ reportId: number; number: string }>(
      `select report_id as "reportId", number from packaging_member join intake_report using (report_id) where package_id = $1`,
      [packageId],
    );
    await db.query(
      `insert into dispatch_delivery (package_id, agency_code, channel, state, bag_hash, files, created_at)
       values ($1, 'QC-SPL', 'spool', 'delivered', 'ab', '[]', $2)`,
      [packageId, house.now()],
    );
    await db.query("update packaging_package set state = 'delivered' where package_id = $1", [packageId]);
    const other = await aDisposable('companion');
    await db.query(
      `insert into packaging_member (package_id, report_id, role, lead, added_at) values ($1, $2, 'member', false, $3)`,
      [packageId, other.reportId, house.now()],
    );
    house.pass(3_660);
    const alone = await call(supervisor, 'POST', '/retention/expunges', { reports: [member?.number], reason: 'x' });
    expect(alone.json().title).toContain('a package is disposed of whole');
    const id = await approved([member?.number ?? '', other.number]);
    const shown = (await call(second, 'GET', `/proposals/${id}`)).json();
    expect(shown.what.find((one: { field: string }) => one.field === 'copies').values[0]).toContain('→ QC-SPL');
    expect((await carryOut(id)).statusCode).toBe(200);
    await runAnnounced();
    const sealed = await db.query<{ content: object; bagHash: string }>(
      'select content, bag_hash as "bagHash" from packaging_sealed where package_id = $1',
      [packageId],
    );
    expect(sealed[0]).toMatchObject({ content: {}, bagHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const kept = `select 1 from vault_custody join vault_object using (object_id)
                  where package_id = $1 and expunged_at is null`;
    expect(await db.query(kept, [packageId])).toEqual([]);
    const tasks = () => db.query('select 1 from dispatch_retraction where package_id = $1', [packageId]);
    expect(await tasks()).toHaveLength(1);
    await inTransaction(db, (tx) => retractDisposed(tx, { clock }, [other.reportId]));
    expect(await tasks()).toHaveLength(1);
  });
});
