import type { Clock, Instant } from '#core/clock.ts';
import type { SubjectNumber } from '#core/ids.ts';
import type { Bilingual } from '#core/locale.ts';
import { URGENCIES } from '#core/vocabulary.ts';
import { staffByIds } from '#features/access';
import { reachedCalls } from '#features/calls';
import { narrativeBodies, reportFacts, reportHeads } from '#features/intake';
import { CLOCK_WORDS, clocksOf, gatesOf } from '#features/legal';
import { agenciesByCode, candidatesOf } from '#features/routing';
import { assessmentsOf, queueLevels } from '#features/triage';
import { custodyOf, objectFacts } from '#features/vault';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { buildContent, type FactNote, type GatheredReport } from '../domain/build-content.ts';
import type { CustodyLine, PackageContent, PackageItem, PackageObject } from '../domain/package-content.ts';
import type { Centre } from '../read-centre.ts';
import { type ItemRow, selectFactVerdicts, selectItems } from '../store/items.ts';
import { type MemberRow, type PackageRow, selectMembers } from '../store/packages.ts';

/** The received documents of the reports of a package, as vault objects, by report. */
export type Originals = ReadonlyMap<number, PackageObject>;

const FIRST_PART = 1;

/**
 * Everything a package says, as of the instant its content stands (its submission; before that, now). Reads only: the same rows
 * give the same content.
 */
export async function collectContent(
  q: Queryable,
  deps: { readonly clock: Clock; readonly centre: Centre },
  found: PackageRow,
  originals: Originals,
): Promise<PackageContent> {
  const asOf = found.submittedAt ?? deps.clock.now();
  const members = await selectMembers(q, [found.packageId]);
  const reports = await gatherReports(q, found, members, originals);
  const [agency] = [...(await agenciesByCode(q, [found.agencyCode])).values()];
  const notes = await gatherNotes(q, found.packageId, reportIdsOf(members));
  return buildContent({
    packageNumber: found.number,
    part: FIRST_PART,
    role: roleOf(found.role),
    ...deps.centre,
    recipient: {
      code: found.agencyCode,
      name: agency?.name ?? { en: found.agencyCode, fr: found.agencyCode },
      language: found.language,
    },
    author: await authorOf(q, found),
    subjectNumber: found.subjectId === null ? null : (`S-${found.subjectId}` as SubjectNumber),
    generatedAt: asOf,
    items: (await selectItems(q, [found.packageId])).map(itemOf),
    reports,
    custody: await gatherCustody(q, reports, asOf),
    ruleVersions: await ruleVersionsOf(q, reportIdsOf(members)),
    ...notes,
  });
}

function reportIdsOf(members: readonly MemberRow[]): readonly number[] {
  return members.map((member) => member.reportId);
}

function roleOf(role: string): PackageContent['role'] {
  return role === 'victim-place' ? 'victim-place' : 'reported-place';
}

async function authorOf(q: Queryable, found: PackageRow): Promise<string> {
  const staffId = found.authorStaffId ?? found.submittedBy;
  if (staffId === null) return '';
  return (await staffByIds(q, [staffId]))[0]?.name ?? `staff:${staffId}`;
}

function itemOf({ item, state, reason, text, dueAt }: ItemRow): PackageItem {
  if (state === 'present') return { item, state, text };
  if (state === 'pending') return { item, state, dueAt, text };
  return { item, state, reason: reason ?? '', text };
}

async function gatherReports(
  q: Queryable,
  found: PackageRow,
  members: readonly MemberRow[],
  originals: Originals,
): Promise<readonly GatheredReport[]> {
  const ids = reportIdsOf(members);
  const heads = byReport(await reportHeads(q, ids));
  const facts = byReport(await reportFacts(q, ids));
  const assessments = byReport(await assessmentsOf(q, ids));
  const levels = await queueLevels(q, ids);
  const narratives = Map.groupBy(await narrativeBodies(q, ids), (one) => one.reportId);
  const candidates = Map.groupBy(await candidatesOf(q, ids), (one) => one.reportId);
  const names = await agenciesByCode(q, [...new Set([...candidates.values()].flat().map((one) => one.agency))]);
  const clocks = Map.groupBy(await clocksOf(q, ids), (one) => one.reportId);
  return members.map(({ reportId, lead }) => {
    const [head, own, original] = [heads.get(reportId), facts.get(reportId), originals.get(reportId)];
    // A package that silently left a report out would be worse than none.
    if (!head || !own || !original) throw new Error(`Report ${reportId} of a package cannot be read.`);
    const assessment = assessments.get(reportId);
    return {
      head,
      facts: own,
      lead,
      original,
      urgency: URGENCIES[(levels.get(reportId) ?? 0) - 1] ?? assessment?.urgency ?? 'P4',
      danger: assessment?.danger ?? null,
      completeness: assessment?.completeness ?? null,
      // Victims' own words stay in their compartment.
      narratives: (narratives.get(reportId) ?? [])
        .filter((narrative) => !narrative.restricted)
        .map(({ path, body }) => ({ path, body })),
      candidates: (candidates.get(reportId) ?? [])
        .filter((candidate) => candidate.role === found.role)
        .map(({ rank, agency: code, reasons, cautions }) => ({
          rank,
          code,
          name: names.get(code)?.name ?? { en: code, fr: code },
          reasons: reasons.map((reason) => reason.words),
          cautions: cautions.map((caution) => caution.words),
        })),
      clocks: (clocks.get(reportId) ?? []).map(({ kind, startsAt, dueAt, ruleVersion, sourceKey }) => ({
        words: CLOCK_WORDS[kind],
        startsAt,
        dueAt,
        ruleVersion,
        source: sourceKey,
      })),
    };
  });
}

function byReport<Row extends { readonly reportId: number }>(rows: readonly Row[]): ReadonlyMap<number, Row> {
  return new Map(rows.map((row) => [row.reportId, row]));
}

/** Gates that go along with their fact, and facts a person left out. */
async function gatherNotes(
  q: Queryable,
  packageId: number,
  reportIds: readonly number[],
): Promise<{ readonly noted: readonly FactNote[]; readonly excluded: readonly FactNote[] }> {
  const gates = await gatesOf(q, reportIds);
  const verdicts = await selectFactVerdicts(q, packageId);
  const excluded = verdicts.filter((verdict) => verdict.verdict === 'excluded').map((verdict) => noteOf(verdict, same));
  return { noted: gates.map((gate) => noteOf(gate, (reason) => reason)), excluded };
}

function noteOf<Reason>(
  row: { readonly target: FactNote['target']; readonly targetId: number; readonly reason: Reason },
  words: (reason: Reason) => Bilingual,
): FactNote {
  return { target: row.target, targetId: row.targetId, reason: words(row.reason) };
}

/** A person's own words stand in the language they were written in. */
function same(words: string): Bilingual {
  return { en: words, fr: words };
}

/** How each object came here and what was done with it until the content stood; other packages' lines are not ours to tell. */
async function gatherCustody(
  q: Queryable,
  reports: readonly GatheredReport[],
  asOf: Instant,
): Promise<readonly CustodyLine[]> {
  const numbers = new Map(reports.map(({ head }) => [head.reportId, head.number as CustodyLine['report']]));
  const objectIds = reports.flatMap(({ facts }) => facts.files.flatMap((file) => file.objectId ?? []));
  const hashes = new Map((await objectFacts(q, objectIds)).map((one) => [one.objectId, one.sha256.toString('hex')]));
  const received = reports.map(
    ({ head, original }): CustodyLine => ({
      at: head.receivedAt,
      actor: head.sender,
      act: 'received',
      report: head.number as CustodyLine['report'],
      sha256: original.sha256,
    }),
  );
  const lines = (await custodyOf(q, { objectIds })).flatMap((line): readonly CustodyLine[] => {
    const isOurs = line.packageId === null && line.reportId !== null && numbers.has(line.reportId);
    if (!isOurs || line.at > asOf || line.reportId === null) return [];
    const { at, actor, act } = line;
    const sha256 = hashes.get(line.objectId) ?? '';
    return [{ at, actor, act, report: numbers.get(line.reportId) ?? null, sha256 }];
  });
  const told = await gatherCalls(q, numbers, asOf);
  return [
    ...told,
    ...[...received, ...lines].sort((a, b) => a.at.localeCompare(b.at) || a.sha256.localeCompare(b.sha256)),
  ];
}

/** What was handed over by voice before the package: it comes first, whatever came in when. */
async function gatherCalls(
  q: Queryable,
  numbers: ReadonlyMap<number, CustodyLine['report']>,
  asOf: Instant,
): Promise<readonly CustodyLine[]> {
  const calls = (await reachedCalls(q, [...numbers.keys()])).filter((call) => call.calledAt <= asOf);
  return calls.map(({ reportId, calledAt, by, agency, number, reachedName, reachedBadge }) => ({
    at: calledAt,
    actor: `staff:${by}`,
    act: 'told-by-telephone',
    report: numbers.get(reportId) ?? null,
    sha256: '',
    to: [agency, reachedName, reachedBadge, number].filter((part) => part !== null).join(', '),
  }));
}

async function ruleVersionsOf(q: Queryable, reportIds: readonly number[]): Promise<PackageContent['ruleVersions']> {
  const used: PackageContent['ruleVersions'][number][] = [
    ...(await assessmentsOf(q, reportIds)).map((one) => ({ rule: 'triage' as const, version: one.ruleVersion })),
    ...(await candidatesOf(q, reportIds)).map((one) => ({ rule: 'routing' as const, version: one.ruleVersion })),
    ...(await clocksOf(q, reportIds)).map((one) => ({ rule: 'clocks' as const, version: one.ruleVersion })),
    ...(await gatesOf(q, reportIds)).map((one) => ({ rule: 'gates' as const, version: one.policyVersion })),
  ];
  const distinct = new Map(used.map((one) => [`${one.rule} ${one.version}`, one]));
  return [...distinct.keys()].sort().flatMap((key) => distinct.get(key) ?? []);
}
