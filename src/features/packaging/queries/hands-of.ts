import type { Queryable } from '#platform/postgres/transaction.ts';
import type { Hands } from '../domain/release-rules.ts';
import { selectFactVerdicts, selectItems } from '../store/items.ts';
import type { PackageRow } from '../store/packages.ts';

const STAFF = /^staff:(\d+)$/;

/** Everybody who had a hand in a package: who wrote, filled, judged or submitted. */
export async function handsOf(
  q: Queryable,
  found: Pick<PackageRow, 'packageId' | 'authorStaffId' | 'submittedBy'>,
): Promise<Hands> {
  const items = await selectItems(q, [found.packageId]);
  const verdicts = await selectFactVerdicts(q, found.packageId);
  const refs = [...items.map((item) => item.changedBy), ...verdicts.map((verdict) => verdict.by)];
  const contributors = refs.flatMap((ref) => {
    const staffId = STAFF.exec(ref)?.[1];
    return staffId === undefined ? [] : [Number(staffId)];
  });
  const { authorStaffId, submittedBy } = found;
  return { authorStaffId, submittedBy, contributors: [...new Set(contributors)] };
}
