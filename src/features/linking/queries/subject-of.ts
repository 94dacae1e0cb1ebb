import type { SubjectNumber } from '#core/ids.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { countMembers, findMembers, selectSubject } from '../store/members.ts';
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

/** The id behind `S-4471`; null when there is no such subject. */
export async function subjectIdOf(q: Queryable, number: string): Promise<number | null> {
  const id = /^S-(\d{1,15})$/i.exec(number.trim())?.[1];
  return id === undefined ? null : selectSubject(q, Number(id));
}
