import type { Actor } from '#core/actor.ts';
import type { Bilingual } from '#core/locale.ts';
import { mayAct } from '#core/permission.ts';
import { staffByIds } from '#features/access';
import { reportHeads } from '#features/intake';
import { say } from '#platform/i18n/say.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { MESSAGES } from '../messages.ts';
import type { Edge } from '../types.ts';

/** An act offered on a link, or withheld with its reason. */
export interface OfferedAct {
  readonly name: string;
  readonly allowed: boolean;
  readonly reason: Bilingual | null;
}

/** A link as a person reads it: report numbers, names, and what may be done. */
export type PresentedEdge = Omit<Edge, 'edgeId' | 'aReportId' | 'bReportId'> & {
  readonly id: number;
  readonly a: string;
  readonly b: string;
  readonly actions: readonly OfferedAct[];
};

/** Puts numbers and names to links and says what this person may do with each; three reads for any number. */
export async function presentEdges(
  q: Queryable,
  actor: Actor,
  edges: readonly Edge[],
): Promise<readonly PresentedEdge[]> {
  const heads = await reportHeads(q, [...new Set(edges.flatMap((edge) => [edge.aReportId, edge.bReportId]))]);
  const numbers = new Map(heads.map((head) => [head.reportId, head.number]));
  const names = await deciders(q, edges);
  return edges.map(({ edgeId, aReportId, bReportId, ...edge }) => ({
    ...edge,
    id: edgeId,
    a: numbers.get(aReportId) ?? String(aReportId),
    b: numbers.get(bReportId) ?? String(bReportId),
    verdictBy: edge.verdictBy === null ? null : (names.get(edge.verdictBy) ?? edge.verdictBy),
    actions: offerActs(actor, { edgeId, aReportId, bReportId, ...edge }, edges),
  }));
}

async function deciders(q: Queryable, edges: readonly Edge[]): Promise<ReadonlyMap<string, string>> {
  const ids = edges.flatMap((edge) => /^staff:(\d+)$/.exec(edge.verdictBy ?? '')?.[1] ?? []).map(Number);
  const staff = ids.length > 0 ? await staffByIds(q, [...new Set(ids)]) : [];
  return new Map(staff.map((person) => [`staff:${person.staffId}`, person.name]));
}

function offerActs(actor: Actor, edge: Edge, all: readonly Edge[]): readonly OfferedAct[] {
  const mine = mayAct(actor, PERMISSIONS.decideLink) ? null : MESSAGES.notYours;
  const open = edge.verdict === 'proposed' || edge.verdict === 'maybe' ? null : MESSAGES.alreadyDecided;
  const offer = (name: string, reason: Bilingual | null): OfferedAct => ({ name, allowed: reason === null, reason });
  return [
    offer('same', mine ?? open ?? hubReason(edge, all)),
    offer('maybe', mine ?? open),
    offer('different', mine ?? open),
    offer('undo', mine ?? (edge.verdict === 'proposed' ? MESSAGES.nothingToUndo : null)),
  ];
}

/** A hub's value is no reason by itself; another live link between the same two reports is. */
function hubReason(edge: Edge, all: readonly Edge[]): Bilingual | null {
  const backed = all.some(
    (other) =>
      other.aReportId === edge.aReportId &&
      other.bReportId === edge.bReportId &&
      !other.hub &&
      other.kind !== 'duplicate',
  );
  return edge.hub && !backed ? counted(MESSAGES.hubAlone, edge.reportsSharing) : null;
}

/** Fills a count into both languages. */
export function counted(pair: Bilingual, count: number): Bilingual {
  return { en: say(pair, 'en', { count }), fr: say(pair, 'fr', { count }) };
}
