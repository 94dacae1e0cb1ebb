import type { StaffActor } from '#core/actor.ts';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import { signedInAs } from '#features/access/testing';
import { resolveReport } from '#features/intake';
import {
  anIncident,
  aSubmittedIdentifier,
  aSubmittedPerson,
  aSubmittedReport,
  receiveAllForTest,
} from '#features/intake/testing';
import { findBundleByNumber, linkReports } from '#features/linking';
import { type Db, inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { claimReport } from './commands/claim-report.ts';
import { type BundleRequest, decideBundle } from './commands/decide-bundle.ts';
import { openBundleSample } from './commands/open-bundle-sample.ts';
import { openInQueue } from './commands/open-in-queue.ts';
import { triageReports } from './commands/triage-reports.ts';
import { undoBundle } from './commands/undo-bundle.ts';
import type { DecisionSituation } from './domain/decision-rules.ts';
import type { TriageFacts } from './domain/triage-facts.ts';
import { queuePage } from './queries/queue-page.ts';
import { findQueueRows } from './store/queue.ts';

const RECEIVED = '2026-11-23T23:40:00.000Z' as Instant;

/** A parsed provider report of one unnamed person; every field can be set. */
export function triageFacts(fields: Partial<TriageFacts> = {}): TriageFacts {
  return {
    reportId: 1,
    version: 1,
    source: 'provider',
    receivedAt: RECEIVED,
    reading: 'parsed',
    senderAlarm: null,
    annotations: [],
    incidents: [],
    persons: [{ role: 'reported', named: false, placed: false, other: {}, path: 'personOrUserReported[0]' }],
    victims: { count: 0, ageBands: [] },
    identifiers: [],
    files: [],
    narratives: [],
    linkedReports: 0,
    verdicts: {},
    ...fields,
  };
}

/** A file with bytes and hash, not seen before. */
export function aTriagedFile(fields: Partial<TriageFacts['files'][number]> = {}): TriageFacts['files'][number] {
  return {
    hasBytes: true,
    hasHash: true,
    viewedStated: true,
    seenBefore: false,
    annotations: [],
    classification: null,
    path: 'fileDetails[0]',
    ...fields,
  };
}

/** An open report on its first version, held by person 7 for half an hour. */
export function aSituation(fields: Partial<DecisionSituation> = {}): DecisionSituation {
  return {
    state: 'open',
    holder: 7,
    leaseUntil: '2026-11-24T00:10:00.000Z' as Instant,
    claimedVersion: 1,
    currentVersion: 1,
    dangerFactors: [],
    proposed: [],
    verdicts: {},
    bundled: false,
    considerFromWeight: 15,
    ...fields,
  };
}

const WORDS = 'Posted in a public channel: the same picture that everybody shares today, reported by user';
const MATERIAL = 'Child Pornography (possession, manufacture, and distribution)';

// Across all desks of a file: an account that comes again would link its reports.
let given = 0;

type ReportFields = NonNullable<Parameters<typeof aSubmittedReport>[0]>;

/** Near-identical reports on real rows, and two people who decide them. */
export async function bundleDesk(database: { readonly db: Db }) {
  let now = '2026-11-27T12:00:00.000Z' as Instant;
  const deps: { readonly clock: Clock } = { clock: { now: () => now } };
  const roles = ['triage-investigator'] as const;
  const ann = (await signedInAs(database.db, deps, { name: 'Ann', roles })).actor;
  const bob = (await signedInAs(database.db, deps, { name: 'Bob', roles })).actor;
  let statements = 0;
  const counted = (tx: Tx): Tx => ({
    ...tx,
    query: (...asked) => {
      statements += 1;
      return tx.query(...asked);
    },
  });
  const act = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(database.db, (tx) => work(counted(tx)));
  const road = (ids: readonly number[]) =>
    act(async (tx) => {
      await linkReports(tx, deps, ids);
      await triageReports(tx, deps, ids);
    });
  /** One of many: the same words on the same platform by another account. */
  const oneOfMany = (fields: ReportFields = {}) => {
    given += 1;
    const name = `acct-${given}`;
    const account = aSubmittedIdentifier({ value: name, normal: name, service: 'Example Service' });
    return aSubmittedReport({
      incidents: [anIncident({ incidentType: MATERIAL })],
      persons: [aSubmittedPerson({ identifiers: [account] })],
      narratives: [{ path: 'additionalInfo', body: `${WORDS} ${name} at 10:0${given % 10}.`, restricted: false }],
      ...fields,
    });
  };
  const onReceived = (tx: Tx, heads: Parameters<typeof openInQueue>[2]) => openInQueue(tx, deps, heads);
  const receive = async (reports: readonly ReturnType<typeof oneOfMany>[]) => {
    const set = reports.map((report) => ({ report }));
    return (await act((tx) => receiveAllForTest(tx, set, { onReceived }))).map((head) => head.reportId);
  };
  const theBundle = async () => {
    const [row] = await database.db.query<{ number: string }>(
      'select number from linking_bundle order by bundle_id desc limit 1',
    );
    const bundle = row ? await findBundleByNumber(database.db, row.number) : null;
    if (bundle === null) throw new Error('There is no bundle.');
    return bundle;
  };
  const listed = async () => {
    const page = await queuePage(database.db, { view: 'all', limit: 200, asOf: now });
    return page.ok ? page.value.items : [];
  };
  return {
    deps,
    ann,
    bob,
    act,
    road,
    oneOfMany,
    receive,
    theBundle,
    listed,
    /** Asked of the database by whatever was done here so far. */
    statements: () => statements,
    undo: async (by: StaffActor = ann) => {
      const { bundleId } = await theBundle();
      return act((tx) => undoBundle(tx, deps, by, bundleId));
    },
    later: (ms: number) => {
      now = plusMs(now, ms);
    },
    now: () => now,
    count: async (sql: string) => (await database.db.query<{ n: number }>(`select count(*) as n from ${sql}`))[0]?.n,
    rowOf: async (id = 0) => (await findQueueRows(database.db, [id]))[0],
    arrive: async (number: number, fields: ReportFields = {}): Promise<readonly number[]> => {
      const ids = await receive(Array.from({ length: number }, () => oneOfMany(fields)));
      await road(ids);
      return ids;
    },
    claim: async (by: StaffActor = ann) => {
      const face = (await listed()).find((item) => item.bundle !== null);
      const head = await resolveReport(database.db, face?.report ?? '');
      return act((tx) => claimReport(tx, deps, by, head?.reportId ?? 0));
    },
    sample: async (by: StaffActor = ann) => {
      const { bundleId } = await theBundle();
      const opened = await act((tx) => openBundleSample(tx, deps, by, bundleId));
      if (!opened.ok) throw new Error(opened.refusal.kind);
      return opened.value;
    },
    decide: async (sampleHash: string, fields: Partial<BundleRequest> = {}, by: StaffActor = ann) => {
      const { bundleId } = await theBundle();
      const fitting = { disposition: 'not-actionable', reason: 'viral-no-intent', note: null, target: null } as const;
      return act((tx) => decideBundle(tx, deps, by, bundleId, { ...fitting, sampleHash, ...fields }));
    },
    empty: () =>
      database.db.query(
        `truncate triage_queue, triage_decision, triage_confirmed_factor, outbox_event, linking_bundle, linking_bundle_member,
           triage_bundle_sample, triage_bundle_decision cascade`,
      ),
  };
}
