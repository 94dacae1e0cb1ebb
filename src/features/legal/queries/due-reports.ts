import type { Actor } from '#core/actor.ts';
import { type Instant, plusMs } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { DAY_MS } from '#core/units.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import { contentCounts, disposableReports, reportIdsByNumber } from '#features/intake';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { CalendarLength } from '../domain/calendar.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { type DisposalStanding, shortestOf } from '../domain/retention.ts';
import { RETENTION } from '../rule-book.ts';
import { assessDisposal, type DisposalDeps } from './assess-disposal.ts';

/** One line of the dry run: what would go and why, or why it stays though its time is over. */
export interface DueReport {
  readonly reportId: number;
  readonly report: string;
  readonly source: string;
  readonly state: string;
  readonly class: { readonly code: string; readonly words: Bilingual; readonly authority: Bilingual };
  readonly ruleSource: string;
  readonly ruleStanding: string;
  readonly lastUsedAt: Instant;
  readonly dueAt: Instant;
  readonly standing: DisposalStanding;
  readonly holds: readonly number[];
  readonly sharedPackages: readonly string[];
  /** Rows of content that would be removed from what was received. */
  readonly rows: number;
}

// Candidates read for one page; what is not due yet is left out, so a page may hold fewer lines.
const PAGE = 500;
// Nothing is due sooner; a year is counted short, so that none is left out.
const YEAR_DAYS = 365;
const SHORTEST = shortestOf(RETENTION);

/** What would be disposed of now, and why: changes nothing, is no administrative use, and is audited. */
export async function dueReports(
  tx: Tx,
  deps: DisposalDeps,
  actor: Actor,
  /** The number of the last report looked at before; null from the beginning. */
  after: string | null,
): Promise<
  Result<
    { readonly items: readonly DueReport[]; readonly next: string | null },
    NotPermitted | { readonly kind: 'unknown-after' }
  >
> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.seeRetention);
  if (!allowed.ok) return allowed;
  const [from] = after === null ? [0] : await reportIdsByNumber(tx, [after]);
  if (from === undefined) return refuse({ kind: 'unknown-after' });
  const now = deps.clock.now();
  const before = ({ amount, unit }: CalendarLength) =>
    plusMs(now, -amount * (unit === 'years' ? YEAR_DAYS : 1) * DAY_MS);
  const page = { receivedBefore: before(SHORTEST.reports), testsBefore: before(SHORTEST.tests) };
  const facts = await disposableReports(tx, { ...page, after: from, limit: PAGE });
  const byId = new Map(facts.map((one) => [one.reportId, one]));
  const { judged } = await assessDisposal(tx, deps, facts, new Set(byId.keys()));
  const over = judged.filter((one) => one.dueAt !== null && one.dueAt <= now);
  const rows = await contentCounts(
    tx,
    over.map((one) => one.facts.reportId),
  );
  const items = over.flatMap(({ facts: one, class: found, dueAt, standing }): readonly DueReport[] => {
    if (found === null || dueAt === null) return [];
    const { reportId, number: report, state, lastUsedAt, holds, sharedPackages } = one;
    return [
      {
        reportId,
        report,
        source: byId.get(reportId)?.source ?? '',
        state,
        class: { code: found.code, words: found.words, authority: found.authority },
        ruleSource: found.source,
        ruleStanding: found.standing,
        lastUsedAt,
        dueAt,
        standing,
        holds,
        sharedPackages,
        rows: rows.get(reportId) ?? 0,
      },
    ];
  });
  const detail = { rules: RETENTION.version, count: items.length };
  const act = PERMISSIONS.seeRetention.name;
  await record(tx, { actor, act, objectKind: 'retention', objectIds: [], outcome: 'done', detail });
  return ok({ items, next: facts.length === PAGE ? (facts.at(-1)?.number ?? null) : null });
}
