import type { Actor } from '#core/actor.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { requirePermission } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { READ_REPORT } from '../domain/permissions.ts';
import { selectFiles, selectVersionLines, type VersionLine } from '../store/facts.ts';
import type { ReportFacts, ReportHead, StoredIdentifier } from '../types.ts';
import { fileOf, reportFacts } from './report-facts.ts';
import { asSendersKnow, reportHeads } from './report-heads.ts';

export type ReadRefusal = NotPermitted | { readonly kind: 'unknown-report' } | { readonly kind: 'unknown-version' };

/** A report as its screen shows it (contract of `GET reports/{report}`). */
export type ReportPage = ReturnType<typeof pageOf>;

/** Shows a report in its current version or the one asked for: every part of it but the words of narratives and the victims. Audited; refuses those who may not read. */
export async function showReport(
  tx: Tx,
  actor: Actor,
  reportId: number,
  version?: number,
): Promise<Result<ReportPage, ReadRefusal>> {
  const allowed = await requirePermission(tx, actor, READ_REPORT, [reportId]);
  if (!allowed.ok) return allowed;
  const [head] = await asSendersKnow(tx, await reportHeads(tx, [reportId]));
  if (!head) return refuse({ kind: 'unknown-report' });
  const [facts] = await reportFacts(tx, [reportId], version);
  if (!facts) return refuse({ kind: 'unknown-version' });
  await record(tx, { actor, act: READ_REPORT.name, objectKind: 'report', objectIds: [reportId], outcome: 'done' });
  const files = (await selectFiles(tx, [reportId], facts.version)).map(fileOf);
  return ok(pageOf({ ...head, version: facts.version }, { ...facts, files }, await selectVersionLines(tx, reportId)));
}

function pageOf(head: ReportHead, facts: ReportFacts, versions: readonly VersionLine[]) {
  const { reportId: _, number, credentialId: __, ...rest } = head;
  const { content } = facts;
  return {
    report: number,
    ...rest,
    reportedAt: content.reportedAt,
    ncmecPriority: content.ncmecPriority,
    batchedReason: content.batchedReason,
    incidents: facts.incidents.map(({ incidentId: id, ...incident }) => ({ id, ...incident })),
    persons: facts.persons.map(({ personId: id, ...person }) => ({ id, ...person })),
    victims: facts.victimSummary,
    identifiers: facts.identifiers.map(identifierLine),
    files: facts.files.map((file) => ({ ...file, details: { ...file.details, identifiers: [] } })),
    narratives: facts.narratives.map(({ narrativeId: id, ...narrative }) => ({ id, ...narrative })),
    internetDetails: content.internetDetails,
    lawEnforcement: content.lawEnforcement,
    annotations: content.annotations,
    drift: facts.drift,
    advice: content.advice ?? [],
    isTest: content.isTest,
    versions: versions.map(({ version, parsedAt, sha256, sizeBytes, archiveSha256 }) => ({
      version,
      at: parsedAt,
      sha256,
      sizeBytes,
      archiveSha256,
    })),
  };
}

function identifierLine({ identifierId: id, ...identifier }: StoredIdentifier) {
  return { id, ...identifier };
}
