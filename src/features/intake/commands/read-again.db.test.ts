import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { granted } from '#core/result.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { repairRoad, showBench, showRepair } from '../queries/show-bench.ts';
import { aReceived, receiveForTest } from '../testing.ts';
import { openBytes } from './open-bytes.ts';
import { readAgain } from './read-again.ts';
import { handOver, redirectReport } from './redirect-report.ts';
import { repairText } from './repair-text.ts';
import { benchPerson, openBench, rawOf } from './testing.ts';

// Proved here: what waits on the bench is read again, repaired, redirected and handed on, and counted once whatever is done.
// Out of scope: tables of many records (read-tables-again.db.test.ts), the walls (test/journeys/access-matrix.test.ts), the screens.
// Alone: npx vitest run --project database src/features/intake/commands/read-again.db.test.ts

const CLERK = benchPerson(2, 'intake-clerk');
const ANY = { kind: 'any' } as const;

let bench: Awaited<ReturnType<typeof openBench>>;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench?.close());

const within = <T>(act: Parameters<typeof inTransaction<T>>[1]) => inTransaction(bench.db, act);

describe('the bench', () => {
  it('counts what it lists, by reason and sender, newest first', async () => {
    await bench.anUnreadable('{"a":');
    const { number: senderOf } = await bench.anUnreadable('{"b":');
    const shown = granted(await within((tx) => showBench(tx, CLERK, { senderOf })));
    const count = shown.counts.filter(({ sender }) => sender === 'Broken Sender');
    expect(count).toMatchObject([{ reason: 'not-json', count: shown.items.length }]);
    expect(shown.items[0]).toMatchObject({ reason: 'not-json', detail: 'at the end', sizeBytes: 5 });
    const all = granted(await within((tx) => showBench(tx, CLERK, {})));
    expect(all.total).toBe(all.items.length);
    expect((await within((tx) => showBench(tx, benchPerson(9, 'reviewer'), {}))).ok).toBe(false);
  });

  it('opens the bytes for a purpose, with the place of the fault, and writes that down', async () => {
    const { reportId } = await bench.anUnreadable('{"a": 1,\n  "b": oops}');
    const opened = granted(await within((tx) => openBytes(tx, bench.deps, CLERK, reportId, 'repair')));
    expect(opened).toMatchObject({ text: '{"a": 1,\n  "b": oops}', place: { line: 2, column: 8 } });
    const acts = await bench.db.query(
      `select act from audit_entry where act = 'open-received-bytes' and $1 = any (object_ids) and outcome = 'done'`,
      [reportId],
    );
    expect(acts).toHaveLength(1);
  });

  it('makes a repaired copy the next version of the same report: the bytes stay, the ledger knows one receipt', async () => {
    const head = await bench.anUnreadable('{"reportId": 5,');
    const repaired = { text: '{"still": broken', note: 'a brace was missing', reader: ANY };
    const refused = await within((tx) => repairText(tx, bench.deps, CLERK, head.reportId, repaired));
    expect(refused).toMatchObject({ refusal: { kind: 'still-unreadable' } });
    const text = JSON.stringify({ reportId: 5, reportedInformation: { reportingEsp: { espName: 'Example Service' } } });
    granted(await within((tx) => repairText(tx, bench.deps, CLERK, head.reportId, { ...repaired, text })));
    expect(await bench.headOf(head.number)).toMatchObject({ version: 2, reading: 'parsed', unreadableReason: null });
    const raws = await bench.db.query<{ kind: string; text: string }>(
      `select kind, convert_from(bytes, 'UTF8') as text from intake_raw where report_id = $1 order by raw_id`,
      [head.reportId],
    );
    expect(raws).toEqual([
      { kind: 'import', text: '{"reportId": 5,' },
      { kind: 'repair', text },
    ]);
    const road = await repairRoad(bench.db, head.reportId);
    expect(road).toMatchObject([{ stage: 'repaired' }]);
    expect(road[0]?.reasons[0]?.en).toContain('a brace was missing');
    expect(await ledgerOf(head.reportId)).toEqual(['outside open']);
    const events = await bench.db.query<{ kind: string }>(
      'select kind from outbox_event where $1 = any (subjects) order by event_id',
      [head.reportId],
    );
    expect(events.map(({ kind }) => kind)).toEqual(['report.received', 'report.amended']);
  });

  it('makes a notice of a repaired row of a bulk file, from its first receipt on, in the provider’s list', async () => {
    const top = 'Reference,Offence,Format,IP address,IP time\n';
    const head = await bench.anUnreadable(`${top}"N-1`, {
      source: 'provider',
      sender: 'Bulk Provider',
      raw: { ...rawOf(`${top}"N-1`), fileName: 'notices.csv#line 2' },
    });
    const repaired = {
      text: `${top}N-1,making,video,192.0.2.9,2026-11-23T08:00:00Z\n`,
      note: 'a quote too many',
      reader: ANY,
    };
    granted(await within((tx) => repairText(tx, bench.deps, CLERK, head.reportId, repaired)));
    const rows = await bench.db.query(
      `select reference, received_at as "receivedAt" from intake_notice where report_id = $1`,
      [head.reportId],
    );
    expect(rows).toEqual([{ reference: 'N-1', receivedAt: head.receivedAt }]);
  });

  it('leaves what still cannot be read where it is, with its new reason', async () => {
    const head = await bench.anUnreadable('{"neither":"known"}');
    const [done] = granted(await within((tx) => readAgain(tx, bench.deps, CLERK, [head.reportId], ANY)));
    expect(done).toMatchObject({ outcome: 'still-unreadable', reason: 'unknown-shape' });
    expect(await bench.headOf(head.number)).toMatchObject({ version: 1, unreadableReason: 'unknown-shape' });
  });

  it('tells of a CyberTip that came before, and changes nothing', async () => {
    const tip = JSON.stringify({ reportId: 777_001, reportedInformation: { reportingEsp: { espName: 'E' } } });
    const known = await within((tx) =>
      receiveForTest(tx, { source: 'ncmec', report: { ...aReceived().report, externalId: '777001' } }),
    );
    const head = await bench.anUnreadable(tip, { source: 'ncmec' });
    const [done] = granted(await within((tx) => readAgain(tx, bench.deps, CLERK, [head.reportId], ANY)));
    expect(done).toMatchObject({ outcome: 'known-already', known: known.number });
    expect((await bench.headOf(head.number)).version).toBe(1);
  });

  it('counts a redirected report under its true source, once, and both roads keep the same sum', async () => {
    const head = await bench.anUnreadable('from somewhere else');
    const to = { source: 'hotline', sender: 'Example Hotline', note: 'their letterhead' } as const;
    granted(await within((tx) => redirectReport(tx, bench.deps, CLERK, head.reportId, to)));
    expect((await within((tx) => redirectReport(tx, bench.deps, CLERK, head.reportId, to))).ok).toBe(false);
    expect(await bench.headOf(head.number)).toMatchObject({
      source: 'hotline',
      sender: 'Example Hotline',
      state: 'open',
    });
    const rows = await bench.db.query('select source, received, why from stats_reconciliation where report_id = $1', [
      head.reportId,
    ]);
    expect(rows).toEqual([{ source: 'hotline', received: 1, why: null }]);
  });

  it('hands a report on, with a note that the next one finds', async () => {
    const head = await bench.anUnreadable('for someone else');
    granted(
      await within((tx) => handOver(tx, bench.deps, CLERK, head.reportId, { to: 'supervisor', note: 'please look' })),
    );
    const shown = granted(await within((tx) => showRepair(tx, CLERK, head.reportId)));
    expect(shown.repairs).toMatchObject([{ act: 'handed', detail: { to: 'supervisor' }, note: 'please look' }]);
    const { items } = granted(await within((tx) => showBench(tx, CLERK, {})));
    expect(items.find(({ report }) => report === head.number)?.handedTo).toBe('supervisor');
  });
});

async function ledgerOf(reportId: number): Promise<readonly string[]> {
  const rows = await bench.db.query<{ move: string }>(
    `select from_state || ' ' || to_state as move from intake_ledger where report_id = $1 order by entry_id`,
    [reportId],
  );
  return rows.map(({ move }) => move);
}
