import { createHash } from 'node:crypto';
import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import {
  type NotPermitted,
  type ProposeRefusal,
  proposeAct,
  type SecondPersonMissing,
  spendApproval,
  staffByIds,
} from '#features/access';
import { record } from '#features/audit';
import { cmsSign } from '#platform/crypto/cms-sign.ts';
import type { SigningIdentity } from '#platform/crypto/signing-identity.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { type BaselineFigure, contentOf, targetOf } from '../domain/baseline.ts';
import { insertBaseline, lockCurrent } from '../store/baselines.ts';

export interface BaselineDeps {
  readonly clock: Clock;
  /** The house's signing key. */
  readonly signer: SigningIdentity;
}

const KIND = 'baseline-figure';

export type BaselineRefusal = {
  readonly kind: 'already-entered' | 'nothing-to-correct' | 'changed-meanwhile' | 'not-a-former-year';
};

/**
 * Puts a former yearly total before a second person. A year, measure and source has one figure in force: another one is a
 * correction and says so, or is refused as `already-entered`.
 */
export async function proposeBaseline(
  tx: Tx,
  deps: Pick<BaselineDeps, 'clock'>,
  actor: Actor,
  wanted: Omit<BaselineFigure, 'replaces'> & { readonly corrects: boolean; readonly reason: string },
): Promise<Result<{ readonly proposalId: number }, BaselineRefusal | ProposeRefusal>> {
  const { corrects, reason, ...figure } = wanted;
  if (figure.year > Number(deps.clock.now().slice(0, 4))) return refuse({ kind: 'not-a-former-year' });
  const current = await lockCurrent(tx, figure);
  if (current !== null && !corrects) return refuse({ kind: 'already-entered' });
  if (current === null && corrects) return refuse({ kind: 'nothing-to-correct' });
  const whole = { ...figure, replaces: current };
  const act = { kind: KIND, target: targetOf(whole), content: contentOf(whole), reason } as const;
  const proposed = await proposeAct(tx, deps, actor, act);
  return proposed.ok ? ok({ proposalId: proposed.value.proposalId }) : proposed;
}

/** Enters exactly the figure a second person approved, signed with the house's key; refused when another one came before it. */
export async function enterBaseline(
  tx: Tx,
  deps: BaselineDeps,
  actor: Actor,
  figure: BaselineFigure,
): Promise<Result<{ readonly baselineId: number }, NotPermitted | SecondPersonMissing | BaselineRefusal>> {
  if ((await lockCurrent(tx, figure)) !== figure.replaces) return refuse({ kind: 'changed-meanwhile' });
  const act = { kind: KIND, target: targetOf(figure), content: contentOf(figure) } as const;
  const spent = await spendApproval(tx, deps, actor, act);
  if (!spent.ok) return spent;
  const { proposalId, proposedBy, approvedBy } = spent.value;
  const enteredAt = deps.clock.now();
  const people = await staffByIds(tx, [proposedBy, approvedBy]);
  const name = (id: number) => people.find((one) => one.staffId === id)?.name ?? `${id}`;
  const names = { enteredBy: name(proposedBy), approvedBy: name(approvedBy), enteredAt, proposalId };
  const body = Buffer.from(JSON.stringify({ kind: 'baseline-figure', version: 1, ...figure, ...names }));
  const signature = cmsSign(deps.signer, body, enteredAt);
  const signer = deps.signer.certificate.subject;
  const by = { proposalId, enteredBy: proposedBy, approvedBy, enteredAt };
  const baselineId = await insertBaseline(tx, { ...figure, ...by, body, signature, signer });
  const sha256 = createHash('sha256').update(body).digest('hex');
  await record(tx, {
    actor,
    act: 'enter-baseline',
    objectKind: 'baseline',
    objectIds: [baselineId],
    outcome: 'done',
    detail: { year: figure.year, measure: figure.measure, source: figure.source ?? 'all', value: figure.value, sha256 },
  });
  return ok({ baselineId });
}
