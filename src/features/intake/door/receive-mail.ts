import type { Readable } from 'node:stream';
import type { Actor } from '#core/actor.ts';
import { ok, type Result } from '#core/result.ts';
import type { Source } from '#core/vocabulary.ts';
import { type DoorDeps, enter, letGo, type OverQuota, takeAtDoor } from './enter.ts';
import type { Entered } from './receipts.ts';
import type { SpoolRefusal } from './spool.ts';
import type { BodyRefusal } from './take-body.ts';

export type MailRefusal = BodyRefusal | OverQuota | SpoolRefusal;

/**
 * Receives one message exactly as it came, whichever door of mail it came by: once this answers, it is committed, or waits in the spool
 * while the database is away. The same bytes again are the same report.
 */
export async function receiveMail(
  deps: DoorDeps,
  actor: Actor,
  message: Readable,
  { source, mostBytes }: { readonly source: Source; readonly mostBytes: number },
): Promise<Result<Entered, MailRefusal>> {
  const taken = await takeAtDoor(deps, actor, message, { maxBytes: mostBytes });
  if (!taken.ok) return taken;
  try {
    const about = { door: null, source, channel: 'mail', sender: null, key: null } as const;
    const entered = await enter(deps, actor, taken.value, { ...about, name: 'message.eml', contentType: null });
    return entered.ok ? ok(entered.value) : entered;
  } finally {
    await letGo(taken.value);
  }
}
