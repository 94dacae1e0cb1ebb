import type { Actor } from '#core/actor.ts';
import type { Bilingual } from '#core/locale.ts';
import type { Page, UnknownAfter } from '#core/page.ts';
import { ok, refuse } from '#core/result.ts';
import { requirePermission, staffByIds, staffWithRole } from '#features/access';
import { record } from '#features/audit';
import { say } from '#platform/i18n/say.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import { mappingsOf } from '../domain/choose-mapping.ts';
import { SEE_REPAIRS } from '../domain/permissions.ts';
import { ROAD_MESSAGES, reasonWords } from '../repair-messages.ts';
import { selectLive } from '../store/mappings.ts';
import {
  type BenchLine,
  countBench,
  type RepairLine,
  selectBench,
  selectRepairs,
  selectUnread,
} from '../store/repair.ts';
import { reportHeads } from './report-heads.ts';
import { resolveReport } from './resolve-report.ts';

const PAGE = 100;

/** What waits on the bench: alarmed first, then newest; with counts over all of it. Audited. */
export async function showBench(
  tx: Tx,
  actor: Actor,
  filter: {
    readonly reason?: string | undefined;
    /** The sender of this report: a name never stands in an address. */
    readonly senderOf?: string | undefined;
    readonly after?: string | undefined;
  },
) {
  const allowed = await requirePermission(tx, actor, SEE_REPAIRS);
  if (!allowed.ok) return allowed;
  const after = await placeAfter(tx, filter.after);
  if (!after.ok) return after;
  const { reason = null, senderOf } = filter;
  const sender = senderOf === undefined ? null : ((await resolveReport(tx, senderOf))?.sender ?? '');
  const found = await selectBench(tx, { reason, sender, after: after.value, limit: PAGE + 1 });
  const items = found.slice(0, PAGE);
  const objectIds = items.map(({ reportId }) => reportId);
  await record(tx, { actor, act: SEE_REPAIRS.name, objectKind: 'report', objectIds, outcome: 'done' });
  const counts = await countBench(tx);
  const names = await namesOf(
    tx,
    items.map(({ handedTo }) => handedTo ?? ''),
  );
  const page: Page<ReturnType<typeof lineOf>> = {
    items: items.map((line) => lineOf(line, names)),
    next: found.length > PAGE ? (items.at(-1)?.number ?? null) : null,
  };
  return ok({
    ...page,
    total: counts.reduce((sum, { count }) => sum + count, 0),
    counts: counts.map((one) => ({ ...one, reasonWords: reasonWords(one.reason) })),
  });
}

async function placeAfter(tx: Tx, number: string | undefined) {
  if (number === undefined) return ok(null);
  const head = await resolveReport(tx, number);
  if (head === null) return refuse({ kind: 'unknown-after' } satisfies UnknownAfter);
  return ok({ alarmed: head.senderAlarm !== null, receivedAt: head.receivedAt, reportId: head.reportId });
}

function lineOf(line: BenchLine, name: (ref: string) => string) {
  const { reportId: _, number: report, words, handedTo, ...rest } = line;
  return {
    report,
    ...rest,
    reasonWords: reasonWords(line.reason),
    detail: words.slice(line.reason.length).replace(/^:\s*/, ''),
    handedTo: handedTo === null ? null : name(handedTo),
  };
}

/** One report on the bench: why it is there, what was done, with what it can be read again and to whom it can be handed. Audited. */
export async function showRepair(tx: Tx, actor: Actor, reportId: number) {
  const allowed = await requirePermission(tx, actor, SEE_REPAIRS, [reportId]);
  if (!allowed.ok) return allowed;
  const [[head], [row]] = [await reportHeads(tx, [reportId]), await selectUnread(tx, [reportId])];
  if (head === undefined || row === undefined) return refuse({ kind: 'unknown-report' } as const);
  await record(tx, { actor, act: SEE_REPAIRS.name, objectKind: 'report', objectIds: [reportId], outcome: 'done' });
  const reason = head.unreadableReason?.split(':')[0] ?? null;
  const [repairs, live] = [await selectRepairs(tx, reportId), await selectLive(tx, head.source)];
  const name = await namesOf(
    tx,
    repairs.flatMap(({ by, detail }) => [by, String(detail['to'] ?? '')]),
  );
  const own = new Set(mappingsOf(live, head.sender).map(({ mappingId }) => mappingId));
  return ok({
    report: head.number,
    source: head.source,
    sender: head.sender,
    channel: head.channel,
    receivedAt: head.receivedAt,
    state: head.state,
    version: head.version,
    reading: head.reading,
    reason,
    reasonWords: reason === null ? null : reasonWords(reason),
    detail: head.unreadableReason?.slice(reason?.length ?? 0).replace(/^:\s*/, '') ?? '',
    sizeBytes: row.sizeBytes,
    fileName: row.fileName,
    contentType: row.contentType,
    repairs: repairs.map(({ detail, by, ...line }) => ({
      ...line,
      by: name(by),
      detail: detail['to'] === undefined ? detail : { ...detail, to: name(String(detail['to'])) },
    })),
    readers: live.map(({ mappingId, version, sender, mapping }) => ({
      mapping: mappingId,
      version,
      sender,
      kind: mapping.kind,
      isOfSender: own.has(mappingId),
    })),
    colleagues: await colleagues(tx),
  });
}

async function colleagues(tx: Tx): Promise<readonly { readonly id: number; readonly name: string }[]> {
  const people = await Promise.all(
    (['intake-clerk', 'triage-investigator', 'supervisor'] as const).map((role) => staffWithRole(tx, role)),
  );
  const byId = new Map(people.flat().map(({ staffId, name }) => [Number(staffId), name]));
  return [...byId].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name));
}

/** Names people by what the audit calls them; teams and operators stand under their own reference. */
async function namesOf(q: Queryable, refs: readonly string[]): Promise<(ref: string) => string> {
  const ids = refs.flatMap((ref) => (ref.startsWith('staff:') ? [Number(ref.slice('staff:'.length))] : []));
  const names = new Map((await staffByIds(q, ids)).map((one) => [`staff:${one.staffId}`, one.name]));
  return (ref) => names.get(ref) ?? ref;
}

/** What people did on the bench, as steps of a report's road. */
export async function repairRoad(q: Queryable, reportId: number) {
  const repairs = await selectRepairs(q, reportId);
  const name = await namesOf(
    q,
    repairs.map(({ by }) => by),
  );
  return repairs.map((line) => ({
    stage: line.act,
    at: line.at,
    durationMs: null,
    ruleVersion: ruleOf(line),
    result: String(line.detail['outcome'] ?? 'done'),
    reasons: [inWords(line, name(line.by))],
  }));
}

function ruleOf({ detail }: RepairLine): string | null {
  return detail['mapping'] == null ? null : `mapping ${detail['mapping']}`;
}

function inWords({ act, note }: RepairLine, name: string): Bilingual {
  const told = (language: 'en' | 'fr') => [say(ROAD_MESSAGES[act], language, { name }), note ?? ''].join(' ').trim();
  return { en: told('en'), fr: told('fr') };
}
