import type { Actor } from '#core/actor.ts';
import type { Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import {
  emptyProposals,
  type NotPermitted,
  type ProposeRefusal,
  proposeAct,
  requirePermission,
  type SecondPersonMissing,
  type SpentApproval,
  spendApproval,
} from '#features/access';
import { record, shredTyped } from '#features/audit';
import { expungeContent, forgetArchives, lockReports, moveInLedger, reportIdsByNumber } from '#features/intake';
import { destroyCaseKey } from '#features/vault';
import { announce } from '#platform/outbox/announce.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { certificateNumber } from '../domain/certificate-number.ts';
import type { DisposalContent, PlanRefusal } from '../domain/disposal-plan.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { type DisposalDeps, disposalOf } from '../queries/assess-disposal.ts';
import { deleteGates, insertExpunge, insertExpunged, insertParts } from '../store/disposals.ts';
import { lockDisposals } from '../store/holds.ts';

/** Reports one act may dispose of: a person looks at the whole list. */
export const LARGEST_DISPOSAL = 200;

export type ExpungeRefusal =
  | NotPermitted
  | PlanRefusal
  | SecondPersonMissing
  | { readonly kind: 'unknown-report' | 'too-many' };

/** Puts the disposal of exactly these reports before a second person; refuses with every report that stays and why. */
export async function proposeExpunge(
  tx: Tx,
  deps: DisposalDeps,
  actor: Actor,
  wanted: { readonly reports: readonly string[]; readonly reason: string },
): Promise<Result<{ readonly proposalId: number }, ExpungeRefusal | ProposeRefusal>> {
  const found = await reportsToDispose(tx, actor, wanted.reports);
  if (!found.ok) return found;
  const { plan } = await disposalOf(tx, deps, found.value);
  if (!plan.ok) return plan;
  const act = { ...expungeAct(plan.value), reason: wanted.reason, reportIds: found.value };
  const proposed = await proposeAct(tx, deps, actor, act);
  return proposed.ok ? ok({ proposalId: proposed.value.proposalId }) : proposed;
}

/**
 * Disposes of exactly these reports, by two persons: content and keys go in this transaction, the other slices follow on
 * `report.expunged`, files after the commit. Number, source, day, states, ledger and audit stay. Refuses whatever is held,
 * open, not due or shared (`obstacles`), and anything another person did not approve as it now stands.
 */
export async function expungeReports(
  tx: Tx,
  deps: DisposalDeps,
  actor: Actor,
  numbers: readonly string[],
): Promise<Result<{ readonly expungeId: number }, ExpungeRefusal>> {
  const found = await reportsToDispose(tx, actor, numbers);
  if (!found.ok) return found;
  const reportIds = found.value;
  await lockDisposals(tx);
  await lockReports(tx, reportIds);
  const disposal = await disposalOf(tx, deps, reportIds);
  if (!disposal.plan.ok) {
    const act = PERMISSIONS.expunge.name;
    await record(tx, { actor, act, objectKind: 'report', objectIds: reportIds, outcome: 'refused' });
    return disposal.plan;
  }
  const spent = await spendApproval(tx, deps, actor, expungeAct(disposal.plan.value));
  if (!spent.ok) return spent;
  // One instant for the whole act: at the turn of a year its row and its certificate bear the same one.
  const at = deps.clock.now();
  const expungeId = await keepAct(tx, actor, disposal, spent.value, at);
  const certificateRef = certificateNumber(at, expungeId);
  await closeTests(tx, deps, actor, disposal.judged);
  await removeContent(tx, deps, { actor, certificateRef, at }, reportIds, disposal.cases);
  await announce(tx, { kind: 'report.expunged', subjects: reportIds });
  const detail = { expungeId, proposalId: spent.value.proposalId };
  const act = PERMISSIONS.expunge.name;
  await record(tx, { actor, act, objectKind: 'report', objectIds: reportIds, outcome: 'done', detail });
  return ok({ expungeId });
}

async function reportsToDispose(
  tx: Tx,
  actor: Actor,
  numbers: readonly string[],
): Promise<Result<readonly number[], NotPermitted | { readonly kind: 'unknown-report' | 'too-many' }>> {
  const wanted = [...new Set(numbers)];
  if (wanted.length > LARGEST_DISPOSAL) return refuse({ kind: 'too-many' });
  const ids = await reportIdsByNumber(tx, wanted);
  const allowed = await requirePermission(tx, actor, PERMISSIONS.expunge, ids);
  if (!allowed.ok) return allowed;
  if (actor.kind !== 'staff') return refuse({ kind: 'not-permitted' });
  return wanted.length > 0 && ids.length === wanted.length ? ok(ids) : refuse({ kind: 'unknown-report' });
}

/** The target is the set itself: its reports, so that a list shows what it is about. */
function expungeAct(content: DisposalContent) {
  const [first = ''] = content.reports;
  const target = content.count === 1 ? first : `${first} +${content.count - 1}`;
  return { kind: 'expunge', target, content } as const;
}

/** Nobody decides on a test, so that it is open to its end: the ledger closes with the act that disposes of it. */
async function closeTests(
  tx: Tx,
  deps: DisposalDeps,
  actor: Actor,
  judged: Awaited<ReturnType<typeof disposalOf>>['judged'],
): Promise<void> {
  const open = judged.filter(({ facts, class: found }) => facts.state === 'open' && found?.of === 'tests');
  const moves = open.map(({ facts }) => ({ reportId: facts.reportId, from: 'open', to: 'outside-mandate' }) as const);
  const moved = await moveInLedger(tx, deps, actor, moves);
  if (!moved.ok) throw new Error(`A test that is disposed of was not closed: ${moved.refusal.kind}.`);
}

async function keepAct(
  tx: Tx,
  actor: Actor,
  disposal: Awaited<ReturnType<typeof disposalOf>>,
  { proposalId, proposedBy, approvedBy }: SpentApproval,
  at: Instant,
): Promise<number> {
  if (actor.kind !== 'staff' || !disposal.plan.ok) throw new Error('A disposal is kept without a plan or a person.');
  const { authority, rules } = disposal.plan.value;
  const expungeId = await insertExpunge(tx, {
    proposalId,
    authority: authority.join('; '),
    ruleVersion: rules,
    proposedBy,
    approvedBy,
    carriedOutBy: actor.staffId,
    at,
    copies: disposal.packages.filter((one) => one.isOut).map(({ number, agency }) => ({ number, agency })),
  });
  const reports = disposal.judged.map(({ facts, class: found, dueAt }) => {
    if (found === null || dueAt === null) throw new Error('A report without a class is to be disposed of.');
    const { reportId, number, lastUsedAt } = facts;
    return { reportId, number, class: found.code, lastUsedAt, dueAt };
  });
  await insertExpunged(tx, expungeId, reports);
  return expungeId;
}

async function removeContent(
  tx: Tx,
  deps: DisposalDeps,
  by: { readonly actor: Actor; readonly certificateRef: string; readonly at: Instant },
  reportIds: readonly number[],
  cases: Awaited<ReturnType<typeof disposalOf>>['cases'],
): Promise<void> {
  const { at } = by;
  let objects = 0;
  const archives = await forgetArchives(tx, reportIds, at);
  for (const one of [...cases, ...archives])
    objects += (await destroyCaseKey(tx, { clock: deps.clock, vault: deps.disposal.vault }, one, by)).expunged.length;
  const received = await expungeContent(tx, reportIds, at);
  const inAll = (total: number) => new Map(reportIds.map((id, index) => [id, index === 0 ? total : 0]));
  await insertParts(tx, 'received', new Map(reportIds.map((id) => [id, received.get(id) ?? 0])), at);
  await insertParts(tx, 'keys', inAll(objects), at);
  await insertParts(tx, 'gates', inAll(await deleteGates(tx, reportIds)), at);
  await insertParts(
    tx,
    'words',
    inAll(await shredTyped(tx, by.actor, { objectKind: 'report', objectIds: reportIds })),
    at,
  );
  await insertParts(tx, 'proposals', inAll(await emptyProposals(tx, reportIds)), at);
}
