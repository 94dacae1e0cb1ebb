import type { Actor } from '#core/actor.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { requirePermission } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { OPEN_NARRATIVE, OPEN_VICTIMS } from '../domain/permissions.ts';
import { identifierOf, personOf } from '../queries/report-facts.ts';
import { selectNarrative, selectVictimIdentifiers, selectVictims } from '../store/facts.ts';
import type { StoredIdentifier, StoredPerson } from '../types.ts';

export type OpeningRefusal = NotPermitted | { readonly kind: 'unknown-narrative' };

/** A victim as opened, with what identifies them. */
export interface OpenedVictim extends StoredPerson {
  readonly identifiers: readonly StoredIdentifier[];
}

/** Opens the words of one narrative for one person, with the purpose they gave; a victim's narrative under the victims' rule. Audited either way. */
export async function openNarrative(
  tx: Tx,
  actor: Actor,
  wanted: { readonly reportId: number; readonly narrativeId: number; readonly purpose: string },
): Promise<Result<string, OpeningRefusal>> {
  const { reportId, narrativeId, purpose } = wanted;
  const allowed = await requirePermission(tx, actor, OPEN_NARRATIVE, [reportId]);
  if (!allowed.ok) return allowed;
  const narrative = await selectNarrative(tx, reportId, narrativeId);
  if (!narrative) return refuse({ kind: 'unknown-narrative' });
  if (narrative.restricted) {
    const alsoVictims = await requirePermission(tx, actor, OPEN_VICTIMS, [reportId]);
    if (!alsoVictims.ok) return alsoVictims;
  }
  const detail = { narrativeId, restricted: narrative.restricted };
  await record(tx, {
    actor,
    act: OPEN_NARRATIVE.name,
    objectKind: 'report',
    objectIds: [reportId],
    outcome: 'done',
    purpose,
    detail,
  });
  return ok(narrative.body);
}

/** Opens the victims of a report for one person, with the purpose they gave. Audited either way. */
export async function openVictims(
  tx: Tx,
  actor: Actor,
  wanted: { readonly reportId: number; readonly purpose: string },
): Promise<Result<readonly OpenedVictim[], NotPermitted>> {
  const { reportId, purpose } = wanted;
  const allowed = await requirePermission(tx, actor, OPEN_VICTIMS, [reportId]);
  if (!allowed.ok) return allowed;
  const victims = await selectVictims(tx, [reportId]);
  const identifiers = (await selectVictimIdentifiers(tx, [reportId])).map(identifierOf);
  const detail = { victims: victims.length };
  await record(tx, {
    actor,
    act: OPEN_VICTIMS.name,
    objectKind: 'report',
    objectIds: [reportId],
    outcome: 'done',
    purpose,
    detail,
  });
  return ok(
    victims.map((row) => ({
      ...personOf(row),
      identifiers: identifiers.filter((identifier) => identifier.personId === row.personId),
    })),
  );
}
