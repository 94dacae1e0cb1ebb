import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename, extname } from 'node:path';
import type { Actor } from '#core/actor.ts';
import { type Instant, msBetween, plusMs } from '#core/clock.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '#core/units.ts';
import { isDatabaseAway } from '#platform/http/database-away.ts';
import { codeOf } from '#platform/log/log.ts';
import { importPaths } from '../import/import-paths.ts';
import type { Arrival, ImportResult } from './arrival.ts';
import type { DoorDeps } from './enter.ts';
import { type Drop, dropsIn, makeInbox, putAside, sweepAside } from './inbox-files.ts';
import { raisesAlarm } from './look-ahead.ts';
import { receiveTaken } from './receive-taken.ts';
import { DOOR_RULES } from './rules.ts';

/** The watched folders of one data folder. */
export interface Inbox {
  /** Receives what has come to rest since the last round, in order; answers how many files and folders. One round at a time. */
  round(): Promise<number>;
  /** Removes copies of what was received a week ago. */
  sweep(): Promise<void>;
}

interface Seen {
  readonly state: string;
  readonly since: Instant;
  /** Set when it could not be received: it is tried again a minute later. */
  readonly failedAt: Instant | null;
}

const { settledSeconds, mostFilesPerRound, keptAsideDays } = DOOR_RULES.inbox;

/**
 * Watches `inbox/<source>/` and `inbox/<source>/<sender>/`. A file is taken when it has not changed for ten seconds, or was renamed from
 * an unfinished name; a folder beside a sender's files is one drop with its media. What was received is moved aside: killed between
 * the two, the next round receives the same bytes again, which stores nothing. While the database is away files go to the spool;
 * folders stay where they are.
 */
export async function watchInbox(deps: DoorDeps, folder: string, actor: Actor): Promise<Inbox> {
  await makeInbox(folder);
  let seen = new Map<string, Seen>();
  let unfinishedBefore: ReadonlySet<number> = new Set();
  return {
    round: async () => {
      const now = deps.clock.now();
      const { drops, unfinished } = await dropsIn(folder);
      const before = seen;
      seen = new Map(drops.map((drop) => [drop.path, look(before.get(drop.path), drop, now)]));
      const renamed = unfinishedBefore;
      unfinishedBefore = unfinished;
      const ready = drops.filter((drop) => renamed.has(drop.inode) || isAtRest(seen.get(drop.path), now));
      let received = 0;
      for (const drop of ready.slice(0, mostFilesPerRound)) {
        const outcome = await receiveDrop(deps, folder, actor, drop);
        if (outcome === 'away') break;
        if (outcome === 'failed') seen.set(drop.path, { state: drop.state, since: now, failedAt: now });
        else received += 1;
      }
      return received;
    },
    sweep: () => sweepAside(folder, plusMs(deps.clock.now(), -keptAsideDays * DAY_MS)),
  };
}

function look(before: Seen | undefined, { state }: Drop, now: Instant): Seen {
  return before?.state === state ? before : { state, since: now, failedAt: null };
}

function isAtRest(seen: Seen | undefined, now: Instant): boolean {
  if (seen === undefined) return false;
  const waitMs = seen.failedAt === null ? settledSeconds * SECOND_MS : MINUTE_MS;
  return msBetween(seen.failedAt ?? seen.since, now) >= waitMs;
}

async function receiveDrop(
  deps: DoorDeps,
  folder: string,
  actor: Actor,
  drop: Drop,
): Promise<'received' | 'away' | 'failed'> {
  const { source, sender } = drop;
  const arrival: Arrival = { source, channel: 'folder', sender, receivedAt: deps.clock.now() };
  try {
    const result = await receiveFrom(deps, actor, drop, arrival);
    const isUnreadable = result.items.every(({ reason }) => reason !== null);
    await putAside(folder, drop, isUnreadable ? '.unreadable' : '.done');
    return 'received';
  } catch (error) {
    if (isDatabaseAway(error)) return spoolDrop(deps, folder, actor, drop, arrival);
    deps.log.error({ event: 'intake.drop-failed', code: codeOf(error) });
    return 'failed';
  }
}

function receiveFrom(deps: DoorDeps, actor: Actor, { kind, path }: Drop, arrival: Arrival): Promise<ImportResult> {
  if (kind === 'file') {
    const document = { held: { path }, name: basename(path), contentType: null, ending: extname(path) };
    return receiveTaken(deps, actor, document, arrival);
  }
  const { sender, ...options } = arrival;
  return importPaths(deps, actor, [path], sender === null ? options : { ...options, provider: sender });
}

/** A folder keeps itself: it lies on the same disk as the spool would. */
async function spoolDrop(
  deps: DoorDeps,
  folder: string,
  actor: Actor,
  drop: Drop,
  arrival: Arrival,
): Promise<'received' | 'away'> {
  if (drop.kind === 'folder') return 'away';
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const piece of createReadStream(drop.path) as AsyncIterable<Buffer>) {
    hash.update(piece);
    sizeBytes += piece.length;
  }
  const about = { name: basename(drop.path), contentType: null, ending: extname(drop.path), door: null, key: null };
  const isAlarmed = await raisesAlarm(deps, { held: { path: drop.path }, ending: about.ending }, drop);
  const document = { arrival, actor, ...about, sha256: hash.digest('hex'), sizeBytes, isAlarmed };
  const kept = await deps.spool.keep(document, { path: drop.path });
  if (!kept.ok) return 'away';
  await putAside(folder, drop, '.done');
  return 'received';
}
