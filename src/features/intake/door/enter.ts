import { link, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Actor } from '#core/actor.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { Source } from '#core/vocabulary.ts';
import { isDatabaseAway } from '#platform/http/database-away.ts';
import type { IntakeDeps } from '../received.ts';
import type { Channel } from '../types.ts';
import type { DoorName } from './arrival.ts';
import { type ComesFrom, raisesAlarm } from './look-ahead.ts';
import { admitAlarm, admitDocument, countBytes, payerOf } from './quotas.ts';
import type { Entered } from './receipts.ts';
import { endingOf, receiveTaken } from './receive-taken.ts';
import type { Spool, Spooled, SpoolRefusal } from './spool.ts';
import { type BodyRefusal, type TakenBody, takeBody } from './take-body.ts';

/** What a door works with. */
export interface DoorDeps extends IntakeDeps {
  readonly spool: Spool;
}

/** How a document stands at a door. */
export interface AtDoor {
  readonly door: DoorName | null;
  readonly source: Source;
  readonly channel: Channel;
  /** Who sent it, where the document does not say. */
  readonly sender: string | null;
  readonly name: string | null;
  readonly contentType: string | null;
  readonly key: Spooled['key'];
}

export interface OverQuota {
  readonly kind: 'over-quota';
  readonly retryAfterSeconds: number;
}

/**
 * Takes the body of a request, within its sender's quota. Over it, only a small document that raises an alarm is let through. While the
 * database is away nobody counts: the bounds of the spool hold.
 */
export async function takeAtDoor(
  deps: DoorDeps,
  actor: Actor,
  body: Readable,
  limits: { readonly maxBytes: number; readonly from?: ComesFrom },
): Promise<Result<TakenBody, BodyRefusal | OverQuota>> {
  const admission = await orAway(() => admitDocument(deps, payerOf(actor)), { admitted: true } as const);
  const taken = await takeBody(body, deps.spool.placeFor('.body'), limits.maxBytes);
  if (!taken.ok) return taken;
  if (!admission.admitted) {
    const document = { held: taken.value.held, ending: endingOf(taken.value, null, null) };
    const isAlarm = 'bytes' in document.held && (await raisesAlarm(deps, document, limits.from ?? null));
    const alarm = isAlarm ? await orAway(() => admitAlarm(deps, payerOf(actor)), admission) : admission;
    if (!alarm.admitted) {
      await letGo(taken.value);
      return refuse({ kind: 'over-quota', retryAfterSeconds: alarm.retryAfterSeconds });
    }
  }
  await orAway(() => countBytes(deps, payerOf(actor), taken.value.sizeBytes), undefined);
  return taken;
}

/** Receives a taken document, or keeps it in the spool while the database is away. */
export async function enter(
  deps: DoorDeps,
  actor: Actor,
  taken: TakenBody,
  at: AtDoor,
): Promise<Result<Entered, SpoolRefusal>> {
  const ending = endingOf(taken, at.name, at.contentType);
  if (!('path' in taken.held)) return receiveOrSpool(deps, actor, taken, { ...at, ending });
  // The readers know a file by its ending.
  const path = `${taken.held.path}${ending}`;
  if (ending !== '') await link(taken.held.path, path);
  try {
    return await receiveOrSpool(deps, actor, { ...taken, held: { path } }, { ...at, ending });
  } finally {
    await rm(path, { force: true });
  }
}

async function receiveOrSpool(
  deps: DoorDeps,
  actor: Actor,
  { held, sizeBytes, ...taken }: TakenBody,
  { door, key, source, channel, sender, ...about }: AtDoor & { readonly ending: string },
): Promise<Result<Entered, SpoolRefusal>> {
  const receivedAt = deps.clock.now();
  const arrival = { source, channel, sender, receivedAt };
  const sha256 = taken.sha256.toString('hex');
  try {
    const result = await receiveTaken(deps, actor, { held, ...about }, arrival);
    return ok({ spooled: false, result, sha256, receivedAt, ticket: null });
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
  }
  const isAlarmed = await raisesAlarm(deps, { held, ending: about.ending }, { source, sender });
  const document = { arrival, actor, ...about, sha256, sizeBytes, door, key, isAlarmed };
  const ticket = await deps.spool.keep(document, held);
  if (!ticket.ok) return ticket;
  deps.log.warn({ event: 'intake.spooled', sizeBytes });
  return ok({ spooled: true, ticket: ticket.value, sha256, receivedAt });
}

/** Removes what a body was written to; what was received or spooled lies elsewhere. */
export async function letGo({ held }: TakenBody): Promise<void> {
  if ('path' in held) await rm(held.path, { force: true });
}

/** The answer of the database, or another one while it is away. */
export async function orAway<T>(ask: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (isDatabaseAway(error)) return otherwise;
    throw error;
  }
}
