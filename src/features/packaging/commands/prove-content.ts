import type { Clock } from '#core/clock.ts';
import { type AuditKeys, proveActs, sequenceNow } from '#features/audit';
import type { Db } from '#platform/postgres/transaction.ts';
import type { PackageContent, PackageProofs } from '../domain/package-content.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { idInNumber } from '../domain/proven-acts.ts';
import type { PackageRow } from '../store/packages.ts';

/**
 * The proofs that go along: who submitted these contents, and how each report came in. The sealing itself cannot be proved inside what
 * it seals. Brings the log up to date first; the same submission gives the same proofs again.
 */
export async function proveContent(
  db: Db,
  deps: { readonly clock: Clock; readonly audit: AuditKeys },
  found: PackageRow,
  content: PackageContent,
): Promise<PackageProofs> {
  await sequenceNow(db, deps);
  const numbers = new Map(content.reports.map((report) => [idInNumber(report.number), report.number]));
  const { act: submit } = { act: PERMISSIONS.submitPackage.name };
  const { logKey, witness, witnessKeys, proofs } = await proveActs(
    db,
    deps.audit.logVerifier,
    [
      { act: submit, objectKind: 'package', objectIds: [found.packageId], which: 'last' },
      { act: 'receive-report', objectKind: 'report', objectIds: [...numbers.keys()], which: 'first' },
    ],
    found.submittedAt ?? content.generatedAt,
  );
  return {
    logKey,
    witness: { state: witness.state, since: witness.since },
    witnessKeys,
    submission: proofs.find((proof) => proof.act === submit)?.text ?? null,
    received: proofs.flatMap(({ act, objectId, text }) => {
      const report = numbers.get(objectId);
      return act === submit || report === undefined ? [] : [{ report, text }];
    }),
  };
}
