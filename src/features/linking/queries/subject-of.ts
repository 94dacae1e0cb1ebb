import type { SubjectNumber } from '#core/ids.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { countMembers, findMembers } from '../store/members.ts';
import type { Membership } from '../types.ts';

/** Writes the number of a subject as people say it: `S-4471`. */
export function subjectNumber(subjectId: number): SubjectNumber {
  return `S-${subjectId}` as SubjectNumber;
}

/** The subjects of reports; reports without a strong value are absent. */
export async function subjectOf(q: Queryable, reportIds: readonly number[]): Promise<readonly Membership[]> {
  const members = await findMembers(q, reportIds);
  const counts = await countMembers(q, [...new Set(members.map((member) => member.subjectId))]);
  return members.map(({ reportId, subjectId, standing }) => ({
    reportId,
    subjectId,
    subject: subjectNumber(subjectId),
    standing,
    reports: counts.get(subjectId) ?? 1,
  }));
}
