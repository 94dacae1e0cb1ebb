import { actorRef } from '#core/actor.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { AuditedAct } from './types.ts';

/** Inserts the acts with ascending entry ids in the order given. */
export async function insertEntries(tx: Tx, acts: readonly AuditedAct[]): Promise<void> {
  const rows = acts.map((act) => ({
    actor: actorRef(act.actor),
    act: act.act,
    object_kind: act.objectKind,
    object_ids: act.objectIds,
    outcome: act.outcome,
    purpose: act.purpose ?? null,
    detail: act.detail ?? {},
  }));
  await tx.query(
    `insert into audit_entry (actor, act, object_kind, object_ids, outcome, purpose, detail)
     select given.entry->>'actor', given.entry->>'act', given.entry->>'object_kind',
            array(select id::bigint from jsonb_array_elements_text(given.entry->'object_ids') as id),
            given.entry->>'outcome', given.entry->>'purpose', given.entry->'detail'
     from jsonb_array_elements($1::jsonb) with ordinality as given(entry, place)
     order by given.place`,
    [JSON.stringify(rows)],
  );
}
