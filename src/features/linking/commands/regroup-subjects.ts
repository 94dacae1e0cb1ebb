import type { Instant } from '#core/clock.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { type GroupMember, regroup } from '../domain/regroup.ts';
import { LINKING_RULES } from '../rule-book.ts';
import { findConfirmedPairs } from '../store/edges.ts';
import { findLiveKeysOf } from '../store/keys.ts';
import {
  findApart,
  findMembersOfSubjects,
  insertSubjects,
  lockSubjects,
  type MemberRow,
  putMembers,
} from '../store/members.ts';
import { STRONG_KINDS } from '../types.ts';

const JOINING_KINDS = STRONG_KINDS.filter((kind) => LINKING_RULES.kinds[kind].joins);

/**
 * Rebuilds touched subjects from the evidence that is left: values that are no hubs, pairs people confirmed, pairs people told
 * apart. The oldest confirmed part keeps the subject, the others get one of their own. Returns the reports that moved, as they now stand.
 */
export async function regroupSubjects(
  tx: Tx,
  subjectIds: readonly number[],
  now: Instant,
): Promise<readonly MemberRow[]> {
  await lockSubjects(tx, subjectIds);
  const members = await findMembersOfSubjects(tx, subjectIds);
  const ids = members.map((member) => member.reportId);
  const keysOf = Map.groupBy(await findLiveKeysOf(tx, ids, JOINING_KINDS), (key) => key.reportId);
  const confirmed = await findConfirmedPairs(tx, ids);
  const apart = await findApart(tx, ids);
  const leavers: (readonly MemberRow[])[] = [];
  for (const own of Map.groupBy(members, (member) => member.subjectId).values()) {
    const groups = regroup(
      own.map((member) => groupMember(member, keysOf)),
      confirmed,
      apart,
    );
    const keeper = groups.find((group) =>
      own.some((one) => one.standing === 'confirmed' && group.includes(one.reportId)),
    );
    const staying = keeper ?? groups[0];
    for (const group of groups) {
      if (group !== staying) leavers.push(own.filter((member) => group.includes(member.reportId)));
    }
  }
  const subjects = await insertSubjects(tx, leavers.length, now);
  const moved = leavers.flatMap((group, index) => intoSubject(group, subjects[index]));
  await putMembers(tx, moved, now);
  return moved;
}

function groupMember(
  { reportId }: MemberRow,
  keysOf: ReadonlyMap<number, Awaited<ReturnType<typeof findLiveKeysOf>>>,
): GroupMember {
  const keys = (keysOf.get(reportId) ?? []).map(({ fingerprint, kind }) => ({
    fingerprint,
    weight: LINKING_RULES.kinds[kind].weightBits,
  }));
  return { reportId, keys };
}

/** The first report of a new subject joined by nothing; a report that stands alone is nobody's confirmed fellow. */
function intoSubject(group: readonly MemberRow[], subjectId: number | undefined): readonly MemberRow[] {
  if (subjectId === undefined) return [];
  return group.map((member, index) => ({
    reportId: member.reportId,
    subjectId,
    standing: group.length === 1 ? 'proposed' : member.standing,
    joinedBy: index === 0 ? null : member.joinedBy,
  }));
}
