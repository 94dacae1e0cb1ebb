import type { Readable } from 'node:stream';
import type { Actor } from '#core/actor.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { Source } from '#core/vocabulary.ts';
import { statedDomain } from '../parse/mime-leaf.ts';
import { type DoorDeps, enter, letGo, orAway } from './enter.ts';
import { raisesAlarm } from './look-ahead.ts';
import { admitMail, admitMailAlarm, countMailBytes } from './mail-quotas.ts';
import type { Entered } from './receipts.ts';
import { endingOf } from './receive-taken.ts';
import type { SpoolRefusal } from './spool.ts';
import { type BodyRefusal, type TakenBody, takeBody } from './take-body.ts';

/** `of`: whose quota is used up, that of the domain its sender states or that of all mail. */
export interface TooMuchMail {
  readonly kind: 'over-quota';
  readonly retryAfterSeconds: number;
  readonly of: 'door' | 'sender';
}

export type MailRefusal = BodyRefusal | TooMuchMail | SpoolRefusal;

const NAME = 'message.eml';
const ADMITTED = { admitted: true } as const;

/**
 * Receives one message exactly as it came, whichever door of mail it came by: once this answers, it is committed, or waits in the spool
 * while the database is away. The same mail again, by whatever way, is the same report.
 */
export async function receiveMail(
  deps: DoorDeps,
  actor: Actor,
  message: Readable,
  { source, mostBytes }: { readonly source: Source; readonly mostBytes: number },
): Promise<Result<Entered, MailRefusal>> {
  // Who it says it is from stands in it: it is taken before it can be counted.
  const taken = await takeBody(message, deps.spool.placeFor('.body'), mostBytes);
  if (!taken.ok) return taken;
  try {
    const over = await overQuota(deps, taken.value);
    if (over !== null) return refuse(over);
    const about = { door: null, source, channel: 'mail', sender: null, key: null } as const;
    const entered = await enter(deps, actor, taken.value, { ...about, name: NAME, contentType: null });
    return entered.ok ? ok(entered.value) : entered;
  } finally {
    await letGo(taken.value);
  }
}

/** While the database is away nobody counts: the bounds of the spool hold. */
async function overQuota(deps: DoorDeps, taken: TakenBody): Promise<TooMuchMail | null> {
  const domain = statedDomain(taken.head);
  const admission = await orAway(() => admitMail(deps, domain), ADMITTED);
  if (!admission.admitted) {
    const isAlarm = await raisesAlarm(deps, { held: taken.held, ending: endingOf(taken, NAME, null) }, null);
    const alarm = isAlarm ? await orAway(() => admitMailAlarm(deps, domain), ADMITTED) : admission;
    if (!alarm.admitted) return { kind: 'over-quota', retryAfterSeconds: alarm.retryAfterSeconds, of: alarm.of };
  }
  await orAway(() => countMailBytes(deps, domain, taken.sizeBytes), undefined);
  return null;
}
