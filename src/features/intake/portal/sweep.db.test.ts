import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Clock, plusMs } from '#core/clock.ts';
import { DAY_MS } from '#core/units.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type ServedDesk, serveDesk } from '../../../../test/support/served-desk.ts';
import { sweepDrafts } from '../commands/sweep-drafts.ts';
import { aDraft, answerAll, comeIn, type PortalBrowser } from './testing.ts';

// Proved here: what nobody touches goes after its days, with its bytes on the disk; what is touched, and what was sent, stays.
// Alone: npx vitest run --project database src/features/intake/portal/sweep.db.test.ts

let served: ServedDesk;
let person: PortalBrowser;
beforeAll(async () => {
  served = await serveDesk();
  person = await comeIn(served, { provider: 'Example Mail', name: 'Mail desk' });
});
afterAll(() => served?.close());

const inDays = (days: number): Clock => {
  const at = plusMs(served.instance.clock.now(), days * DAY_MS);
  return { now: () => at };
};
const sweep = (days: number) => sweepDrafts({ ...served.instance, clock: inDays(days) });
/** The bytes of what was let go are taken off the disk by the round of the vault. */
const shred = (days: number) =>
  inTransaction(served.instance.db, (tx) => served.instance.vault.shredExpunged(tx, { clock: inDays(days) }));
const blobsOnDisk = async () =>
  (await readdir(join(served.instance.settings.dataDir, 'blobs'), { recursive: true, withFileTypes: true })).filter(
    (one) => one.isFile(),
  ).length;

async function withLog(reference: string, bytes: string): Promise<string> {
  const draft = await aDraft(person, reference);
  await answerAll(person, draft);
  await person.get(`${draft}/attachments`);
  await person.attach(`${draft}/attachments`, 'access.log', bytes);
  return draft;
}

describe('a draft that nobody touches', () => {
  it('is shown with its day, stays until then, and goes with its bytes; what was sent stays whole', async () => {
    const sent = await withLog('S-1', 'a log that was sent');
    const { to } = await person.post(`${sent}/check`, {});
    await shred(0);
    const kept = await blobsOnDisk();
    const draft = await withLog('S-2', 'a log that was left');
    expect(await blobsOnDisk()).toBe(kept + 1);
    const home = (await person.get('/provider')).page;
    expect(home).toContain(plusMs(served.instance.clock.now(), 60 * DAY_MS).slice(0, 10));
    expect(await sweep(59)).toEqual({ drafts: 0, files: 0 });
    expect((await person.get(`${draft}/offence`)).status).toBe(200);
    expect(await sweep(61)).toEqual({ drafts: 1, files: 0 });
    await shred(61);
    expect((await person.get(`${draft}/offence`)).status).toBe(404);
    expect(await blobsOnDisk()).toBe(kept);
    expect((await person.get(to)).page).toContain('S-1');
    expect(await sweep(400)).toEqual({ drafts: 0, files: 0 });
    const [report] = await served.instance.db.query<{ objectId: string; drafts: number }>(
      `select object_id as "objectId", (select count(*)::int from intake_notice_draft where report_number = $1) as drafts
       from intake_file join intake_report using (report_id) where number = $1`,
      [to.split('/').at(-1)],
    );
    expect(report?.drafts).toBe(1);
    const read = await served.instance.vault.openObject(served.instance.db, report?.objectId as never);
    expect(Buffer.concat(await read.toArray()).toString()).toBe('a log that was sent');
  });

  it('loses a file that never came whole first, and keeps its answers', async () => {
    const draft = await aDraft(person, 'S-3');
    await answerAll(person, draft);
    await served.instance.db.query(
      `insert into intake_notice_upload (upload_id, draft_id, name, size_bytes, started_at)
       values ('never-whole', $1, 'half.log', 10, now())`,
      [draft.split('/').at(-1)],
    );
    expect((await person.get(`${draft}/attachments`)).page).toContain('kept for 14 days');
    expect(await sweep(13)).toEqual({ drafts: 0, files: 0 });
    expect(await sweep(15)).toEqual({ drafts: 0, files: 1 });
    expect((await person.get(`${draft}/check`)).page).not.toContain('half.log');
    expect((await person.post(`${draft}/check`, {})).status).toBe(303);
  });

  it('is in the log of rows: nobody takes one away unseen', async () => {
    await aDraft(person, 'S-4');
    const faults = () => served.instance.db.query('select kind from audit_faults_of_intake_notice_draft()', []);
    expect(await faults()).toEqual([]);
    await inTransaction(served.database.db, async (tx) => {
      await tx.query('set local session_replication_role = replica');
      await tx.query("delete from intake_notice_draft where reference = 'S-4'");
      expect(await tx.query('select kind from audit_faults_of_intake_notice_draft()')).toEqual([{ kind: 'deleted' }]);
      throw new Error('undo');
    }).catch((error: Error) => expect(error.message).toBe('undo'));
  });
});
