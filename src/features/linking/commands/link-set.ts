import type { Clock, Instant } from '#core/clock.ts';
import { classifyAddress } from '#platform/geo/classify-address.ts';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import {
  type KeyedReport,
  type KnownWorld,
  type PlacedSet,
  placeReports,
  type SubjectRef,
} from '../domain/place-reports.ts';
import { type LinkableReport, strongKeysOf } from '../domain/strong-keys.ts';
import { weighMatch } from '../domain/weigh-match.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { LINKING_RULES } from '../rule-book.ts';
import { findEdgesOfKeys, insertEdges, reweighEdges } from '../store/edges.ts';
import { countKeys, type KeyRow } from '../store/keys.ts';
import { findApart, findMembers, holdSubjects, insertSubjects, putMembers } from '../store/members.ts';
import { leaveBundles } from './leave-bundle.ts';
import { regroupSubjects } from './regroup-subjects.ts';

/** Links a set of reports: about ten statements for any size of set. Run again, nothing is counted, joined or proposed twice. */
export async function linkSet(
  tx: Tx,
  deps: { readonly clock: Clock },
  reports: readonly LinkableReport[],
): Promise<void> {
  const now = deps.clock.now();
  const keyed = reports.map(keyReport).filter((report) => report.keys.length > 0);
  if (keyed.length > 0) {
    const keys = await countKeys(tx, keyed.flatMap(countedKeys), now);
    const placed = placeReports(keyed, await knownWorld(tx, keyed, keys), LINKING_RULES);
    await write(tx, placed, now);
    await leaveBundles(tx, joinedBy(placed.edges), 'new-link');
    await demoteHubs(
      tx,
      keys.filter((key) => key.hubSince === now),
      now,
    );
  }
  const ids = (alarmed: boolean) =>
    reports.filter((report) => (report.senderAlarm !== null) === alarmed).map((report) => report.reportId);
  await announce(tx, { kind: 'report.linked', subjects: ids(true), urgency: 'urgent' });
  await announce(tx, { kind: 'report.linked', subjects: ids(false) });
}

function keyReport(report: LinkableReport): KeyedReport {
  const keys = strongKeysOf(report, LINKING_RULES, (address) => classifyAddress(address)?.addressClass ?? null);
  return { reportId: report.reportId, keys: keys.map((key) => ({ ...key, fingerprint: fingerprintOf(key.text) })) };
}

function countedKeys({ reportId, keys }: KeyedReport) {
  return keys.map(({ fingerprint, kind }) => ({
    reportId,
    fingerprint,
    kind,
    hubAbove: LINKING_RULES.kinds[kind].hubAbove,
  }));
}

async function knownWorld(tx: Tx, reports: readonly KeyedReport[], keys: readonly KeyRow[]): Promise<KnownWorld> {
  const own = reports.map((report) => report.reportId);
  const apart = new Map<number, Set<number>>();
  for (const [a, b] of await findApart(tx, own)) {
    apart.set(a, (apart.get(a) ?? new Set()).add(b));
    apart.set(b, (apart.get(b) ?? new Set()).add(a));
  }
  const ids = [...new Set([...own, ...keys.map((key) => key.anchorReportId), ...apart.keys()])];
  const seen = await findMembers(tx, ids);
  await holdSubjects(tx, [...new Set(seen.map((member) => member.subjectId))]);
  // Read again: until the subjects were held, a person may have merged or split them.
  const held = await findMembers(tx, ids);
  return {
    keys: new Map(keys.map((key) => [key.fingerprint, key])),
    subjects: new Map(held.map((member) => [member.reportId, member.subjectId])),
    apart,
  };
}

async function write(tx: Tx, { placements, edges }: PlacedSet, now: Instant): Promise<void> {
  const born = [...new Set(placements.map((placement) => placement.subject))].filter((ref) => ref.existing === null);
  const ids = await insertSubjects(tx, born.length, now);
  const bornIds = new Map(born.map((ref, index) => [ref, ids[index]]));
  const subjectIdOf = (ref: SubjectRef): number => {
    const id = ref.existing ?? bornIds.get(ref);
    if (id === undefined) throw new Error('A subject was placed but not made.');
    return id;
  };
  const members = placements.map(({ reportId, subject, joinedBy }) => ({
    reportId,
    subjectId: subjectIdOf(subject),
    standing: 'proposed' as const,
    joinedBy,
  }));
  await putMembers(tx, members, now);
  await insertEdges(tx, edges, { model: LINKING_RULES.version, at: now });
}

/** A report that is joined to another's person is no longer one of many: it leaves its bundle. */
function joinedBy(edges: PlacedSet['edges']): readonly number[] {
  const joining = edges.filter((edge) => LINKING_RULES.kinds[edge.key.kind].joins);
  return [...new Set(joining.flatMap((edge) => [edge.a, edge.b]))];
}

/** Values that have just become too common: their edges say so, and what they alone held together is taken apart. */
async function demoteHubs(tx: Tx, hubs: readonly KeyRow[], now: Instant): Promise<void> {
  if (hubs.length === 0) return;
  const edges = await findEdgesOfKeys(tx, hubs);
  await reweighEdges(
    tx,
    edges.map((edge) => ({
      edgeId: edge.edgeId,
      ...weighMatch(edge.kind, { reports: edge.reportsSharing, hub: true }, LINKING_RULES),
    })),
  );
  const prints = new Set(hubs.map((hub) => hub.fingerprint));
  const members = await findMembers(tx, [...new Set(edges.flatMap((edge) => [edge.aReportId, edge.bReportId]))]);
  const touched = members.filter((member) => member.joinedBy !== null && prints.has(member.joinedBy));
  if (touched.length > 0) await regroupSubjects(tx, [...new Set(touched.map((member) => member.subjectId))], now);
}
