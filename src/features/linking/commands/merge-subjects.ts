import type { Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { pickSurvivor } from '../domain/pick-survivor.ts';
import type { ReportPair } from '../domain/regroup.ts';
import {
  findApart,
  findMembers,
  findMembersOfSubjects,
  insertSubjects,
  lockSubjects,
  type MemberRow,
  putMembers,
  setMergedInto,
} from '../store/members.ts';
import type { Moved } from '../store/verdicts.ts';

/** Two reports of the subjects were told apart by a person: that verdict is taken back first. */
export interface KeptApart {
  readonly kind: 'kept-apart';
  readonly pair: ReportPair;
}

/** Confirms that two reports concern one person; the younger subject's reports move into the older one. */
export async function mergeSubjects(
  tx: Tx,
  pair: ReportPair,
  now: Instant,
): Promise<Result<Pick<Moved, 'before' | 'after' | 'merged'>, KeptApart>> {
  const ids = (await findMembers(tx, pair)).map((member) => member.subjectId);
  await lockSubjects(tx, [...new Set(ids)]);
  // Read again: until the lock was held, somebody else may have merged or split them.
  const current = await findMembers(tx, pair);
  const subjectIds = [...new Set(current.map((member) => member.subjectId))];
  const everybody = await findMembersOfSubjects(tx, subjectIds);
  const apart = await apartAmong(tx, everybody, pair);
  if (apart) return refuse({ kind: 'kept-apart', pair: apart });
  const [one, other = one] = subjectIds.length > 0 ? subjectIds : await insertSubjects(tx, 1, now);
  if (one === undefined || other === undefined) throw new Error('A subject could not be made.');
  const { keeps, dissolves } = one === other ? { keeps: one, dissolves: null } : pickSurvivor(one, other);
  const joined = new Map(everybody.map((member) => [member.reportId, member]));
  const after = [...new Set([...everybody.map((member) => member.reportId), ...pair])]
    .sort((a, b) => a - b)
    .map((reportId) => place(reportId, joined.get(reportId), keeps, pair))
    .filter((member) => changed(member, joined.get(member.reportId)));
  await putMembers(tx, after, now);
  if (dissolves !== null) await setMergedInto(tx, dissolves, keeps);
  const before = after.flatMap((member) => joined.get(member.reportId) ?? []);
  return ok({ before, after, merged: dissolves === null ? null : { from: dissolves, into: keeps } });
}

async function apartAmong(tx: Tx, members: readonly MemberRow[], pair: ReportPair): Promise<ReportPair | null> {
  const ids = new Set([...members.map((member) => member.reportId), ...pair]);
  const pairs = await findApart(tx, [...ids]);
  return pairs.find(([a, b]) => ids.has(a) && ids.has(b)) ?? null;
}

function place(reportId: number, before: MemberRow | undefined, subjectId: number, pair: ReportPair): MemberRow {
  const standing = pair.includes(reportId) ? 'confirmed' : (before?.standing ?? 'proposed');
  return { reportId, subjectId, standing, joinedBy: before?.joinedBy ?? null };
}

function changed(after: MemberRow, before: MemberRow | undefined): boolean {
  return before?.subjectId !== after.subjectId || before.standing !== after.standing;
}
