import { record } from '#features/audit';
import type { Guard, TurnedAway } from '#platform/http/guard.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { hasDenied } from './commands/require-permission.ts';
import { findHidden, findStanding } from './store/walls.ts';

type Cause = 'role' | 'compartment' | 'not-found';

/**
 * Those who are turned away all get the same 404; the trail tells apart who may not do this (`role`), who may not know this thing
 * (`compartment`) and who asked for what does not exist (`not-found`, an outcome `refused`).
 */
export const turnAway: Guard = {
  denied: async (tx, turnedAway) => write(tx, turnedAway, await standingId(tx, turnedAway), 'role'),
  missed: async (tx, turnedAway) => {
    if (hasDenied(tx)) return;
    const id = await standingId(tx, turnedAway);
    await write(tx, turnedAway, id, await causeOf(tx, turnedAway, id));
  },
};

/** What row-level security hid never reached a command; everything else that is missed is not there. */
async function causeOf(tx: Tx, { actor, named }: TurnedAway, id: number | null): Promise<Cause> {
  if (id === null || actor.kind !== 'staff' || named === null) return 'not-found';
  return (await findHidden(tx, actor.staffId, named.kind, [id])).length > 0 ? 'compartment' : 'not-found';
}

function standingId(tx: Tx, { named }: TurnedAway): Promise<number | null> {
  return named === null ? Promise.resolve(null) : findStanding(tx, named.kind, named.ref);
}

async function write(tx: Tx, { actor, act, named }: TurnedAway, id: number | null, cause: Cause): Promise<void> {
  await record(tx, {
    actor,
    act,
    objectKind: named?.kind ?? 'object',
    objectIds: id === null ? [] : [id],
    outcome: cause === 'not-found' ? 'refused' : 'denied',
    detail: { cause },
  });
}
