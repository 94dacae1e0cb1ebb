import type { Clock } from '#core/clock.ts';
import { factsForStage, headsForStage, narrativeBodies } from '#features/intake';
import type { ReportFacts, ReportHead } from '#features/intake/types';
import { earliestLoss } from '#features/legal';
import { BUNDLE_RULES, type BundlePrint, bundlePrintOf, subjectOf } from '#features/linking';
import { matchesOf } from '#features/media';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { TriageFacts, Verdicts } from '../domain/triage-facts.ts';
import { findVerdicts } from '../store/assessments.ts';
import type { ReportToTriage } from './triage-set.ts';

/** Reads what the rules look at in a set of reports: a fixed number of queries for any size of set. */
export async function gatherFacts(
  tx: Tx,
  deps: { readonly clock: Clock },
  reportIds: readonly number[],
): Promise<readonly ReportToTriage[]> {
  const heads = await headsForStage(tx, reportIds);
  const factsOf = byReport(await factsForStage(tx, reportIds));
  const bodies = Map.groupBy(await narrativeBodies(tx, reportIds), (narrative) => narrative.reportId);
  const seen = new Set((await matchesOf(tx, reportIds)).map((match) => match.fileId));
  const subjects = byReport(await subjectOf(tx, reportIds));
  const losses = byReport(await earliestLoss(tx, reportIds, deps.clock.now()));
  const verdicts = Map.groupBy(await findVerdicts(tx, reportIds), (verdict) => verdict.reportId);
  return heads.map((head) => {
    const subject = subjects.get(head.reportId) ?? null;
    const given: Verdicts = Object.fromEntries(
      (verdicts.get(head.reportId) ?? []).map(({ factor, verdict }) => [factor, verdict]),
    );
    const narratives = bodies.get(head.reportId) ?? [];
    const facts = factsOf.get(head.reportId) ?? null;
    const linkedReports = subject === null ? 0 : subject.reports - 1;
    return {
      facts: { ...readFacts(head, facts, seen), narratives, linkedReports, verdicts: given },
      diesAt: losses.get(head.reportId)?.dueAt ?? null,
      subjectId: subject?.subjectId ?? null,
      print: printOf(
        head,
        facts,
        narratives.map((narrative) => narrative.body),
      ),
    };
  });
}

/** What the report resembles; an unreadable one resembles nothing. */
function printOf(head: ReportHead, facts: ReportFacts | null, narratives: readonly string[]): BundlePrint | null {
  if (facts === null || head.reading === 'unreadable') return null;
  const report = {
    sender: head.sender,
    receivedAt: head.receivedAt,
    incidentType: facts.incidents[0]?.incidentType ?? null,
    batchedReason: facts.content.batchedReason,
    fileDigests: facts.files.map(
      ({ sha256, md5, details }) => sha256 ?? md5 ?? details.claimedHashes[0]?.value ?? null,
    ),
    narratives,
    identifiers: facts.identifiers,
  };
  return bundlePrintOf(report, BUNDLE_RULES);
}

function byReport<T extends { readonly reportId: number }>(rows: readonly T[]): ReadonlyMap<number, T> {
  return new Map(rows.map((row) => [row.reportId, row]));
}

function readFacts(
  head: ReportHead,
  facts: ReportFacts | null,
  seen: ReadonlySet<number>,
): Omit<TriageFacts, 'narratives' | 'linkedReports' | 'verdicts'> {
  return {
    reportId: head.reportId,
    version: head.version,
    source: head.source,
    // Of an old case: since when it waits here.
    receivedAt: head.enteredAt ?? head.receivedAt,
    reading: head.reading,
    senderAlarm: head.senderAlarm,
    annotations: facts?.content.annotations ?? [],
    incidents: (facts?.incidents ?? []).map(({ incidentType, occurred }) => ({
      incidentType,
      occurredAt: occurred?.instant ?? null,
    })),
    persons: (facts?.persons ?? []).map(readPerson),
    victims: { count: facts?.victimSummary.count ?? 0, ageBands: facts?.victimSummary.ageBands ?? [] },
    identifiers: (facts?.identifiers ?? []).map(({ kind, personRole, port, observed, path }) => ({
      kind,
      role: personRole,
      port,
      zoneStated: observed?.zone === 'stated',
      path,
    })),
    files: (facts?.files ?? []).map((file, index) => readFile(file, `fileDetails[${index}]`, seen)),
  };
}

function readPerson(person: ReportFacts['persons'][number]): TriageFacts['persons'][number] {
  const { role, firstName, lastName, addresses, estimatedLocation, other, path } = person;
  const places = [...addresses, ...(estimatedLocation ? [estimatedLocation] : [])];
  const placed = places.some(
    (place) => place.city !== null || place.region !== null || place.country !== null || place.postalCode !== null,
  );
  return { role, named: firstName !== null || lastName !== null, placed, other, path };
}

function readFile(
  file: ReportFacts['files'][number],
  path: string,
  seen: ReadonlySet<number>,
): TriageFacts['files'][number] {
  const { fileId, objectId, sha256, md5, viewedByEsp, details } = file;
  return {
    hasBytes: objectId !== null,
    hasHash: sha256 !== null || md5 !== null || details.claimedHashes.length > 0,
    viewedStated: viewedByEsp !== null,
    seenBefore: seen.has(fileId),
    annotations: details.annotations,
    classification: details.industryClassification,
    path,
  };
}
