import type { Actor } from '#core/actor.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { requirePermission } from '#features/access';
import { record } from '#features/audit';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import { type ComparedVersion, compareVersions, type Difference, touchedBy } from '../domain/compare-versions.ts';
import { READ_REPORT } from '../domain/permissions.ts';
import { selectNarrativeDigests, selectVictimDigest } from '../store/digests.ts';
import { selectFiles } from '../store/facts.ts';
import { fileOf, reportFacts } from './report-facts.ts';
import type { ReadRefusal } from './show-report.ts';

/** In what two versions of a report differ, and what that may change. */
export interface ReportDifferences {
  readonly from: number;
  readonly to: number;
  readonly touches: ReturnType<typeof touchedBy>;
  readonly differences: readonly Difference[];
}

/** Compares two versions of a report. Audited; refuses those who may not read, and versions that are not. */
export async function compareReport(
  tx: Tx,
  actor: Actor,
  reportId: number,
  asked: { readonly from: number; readonly to: number },
): Promise<Result<ReportDifferences, ReadRefusal>> {
  const allowed = await requirePermission(tx, actor, READ_REPORT, [reportId]);
  if (!allowed.ok) return allowed;
  const before = await versionOf(tx, reportId, asked.from);
  const after = await versionOf(tx, reportId, asked.to);
  if (!before || !after) return refuse({ kind: 'unknown-version' });
  const detail = { compared: [asked.from, asked.to] };
  await record(tx, {
    actor,
    act: READ_REPORT.name,
    objectKind: 'report',
    objectIds: [reportId],
    outcome: 'done',
    detail,
  });
  const differences = compareVersions(before, after);
  return ok({ ...asked, touches: touchedBy(differences), differences });
}

async function versionOf(q: Queryable, reportId: number, version: number): Promise<ComparedVersion | null> {
  const [facts] = await reportFacts(q, [reportId], version);
  if (!facts) return null;
  const files = (await selectFiles(q, [reportId], version)).map(fileOf);
  return {
    facts: { ...facts, files },
    narratives: await selectNarrativeDigests(q, reportId, version),
    victims: await selectVictimDigest(q, reportId, version),
  };
}
