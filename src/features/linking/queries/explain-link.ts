import type { Actor } from '#core/actor.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { findEdgesBetween } from '../store/edges.ts';
import type { StrongKind, Verdict, WeightPart } from '../types.ts';

/** Why two reports are linked by one value: `prior` and the weights of the parts add up to `weight` exactly. */
export interface ExplainedEdge {
  readonly kind: StrongKind;
  readonly verdict: 'proposed' | Verdict;
  /** log2, as everything here. */
  readonly weight: number;
  /** What is believed before anything is compared. */
  readonly prior: number;
  readonly parts: readonly WeightPart[];
  readonly model: string;
}

/** The strongest link of a pair, and every link between them, the strongest first. */
export interface ExplainedLink extends Omit<ExplainedEdge, 'kind' | 'verdict'> {
  readonly edges: readonly ExplainedEdge[];
}

export type ExplainLinkRefusal = NotPermitted | { readonly kind: 'not-linked' };

// An exact match on a strong value starts from nothing: the kind's own weight is all there is.
const NO_PRIOR = 0;

/** Reads the stored evidence of a pair, in either order; the values themselves are not told. The reading is audited. */
export async function explainLink(
  tx: Tx,
  actor: Actor,
  pair: readonly [number, number],
): Promise<Result<ExplainedLink, ExplainLinkRefusal>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.seeLinks, pair);
  if (!allowed.ok) return allowed;
  const act = PERMISSIONS.seeLinks.name;
  await record(tx, { actor, act, objectKind: 'report', objectIds: pair, outcome: 'done' });
  const edges = (await findEdgesBetween(tx, pair)).map(
    ({ kind, verdict, weight, parts, model }): ExplainedEdge => ({
      kind,
      verdict,
      weight,
      prior: NO_PRIOR,
      parts,
      model,
    }),
  );
  const [strongest] = edges;
  if (!strongest) return refuse({ kind: 'not-linked' });
  const { weight, prior, parts, model } = strongest;
  return ok({ weight, prior, parts, model, edges });
}
