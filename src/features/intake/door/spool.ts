import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { link, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor } from '#core/actor.ts';
import { actorRef } from '#core/actor.ts';
import type { Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { DAY_MS } from '#core/units.ts';
import { flushFolder } from '#platform/backup/durable-file.ts';
import { isDiskFull } from '#platform/blobs/blob-store.ts';
import { codeOf } from '#platform/log/log.ts';
import type { LiveMapping } from '../domain/choose-mapping.ts';
import type { Arrival, DoorName, Ticket } from './arrival.ts';

/** A document that waits for the database: everything that is needed to receive it as if it had come now. */
export interface Spooled {
  readonly arrival: Arrival;
  readonly actor: Actor;
  /** As its sender called it. */
  readonly name: string | null;
  readonly contentType: string | null;
  /** Ending of the file of its bytes, with the dot. */
  readonly ending: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Which door of the API it came by; null for a folder. */
  readonly door: DoorName | null;
  /** The `Idempotency-Key` its sender gave, with what it is compared by (hex). */
  readonly key: { readonly key: string; readonly fingerprint: string } | null;
  /** It says that somebody is in danger now: it is received before what waits longer. */
  readonly isAlarmed: boolean;
}

export interface SpoolLimits {
  readonly mostDocuments: number;
  readonly mostBytes: number;
}

export type SpoolRefusal = { readonly kind: 'spool-full' };

/** Documents that came while the database was away, on the disk, in the order they came. */
export interface Spool {
  /** Where a body may be written while it is taken; nothing is promised for it until `keep`. */
  placeFor(ending: string): string;
  /** Keeps a document: once it answers, the bytes survive a power cut. Bytes on the disk stay under their own name too. */
  keep(
    document: Spooled,
    body: { readonly bytes: Buffer } | { readonly path: string },
  ): Promise<Result<Ticket, SpoolRefusal>>;
  /** Tickets: alarmed ones first, each after the last 50 of its own sender that are older, then the oldest. */
  waiting(): Promise<readonly Ticket[]>;
  /** Null when another process was faster. */
  read(ticket: Ticket): Promise<(Spooled & { readonly path: string }) | null>;
  /** Lets go of a document that is received. */
  done(ticket: Ticket): Promise<void>;
  /** The mappings in force when the database was last there; none before the first copy. */
  mappings(): Promise<readonly LiveMapping[]>;
  /** Keeps a copy of the mappings in force, where it differs from the one there is. */
  keepMappings(live: readonly LiveMapping[]): Promise<void>;
  /** Removes bodies nothing was promised for, a day after their last byte. */
  sweep(now: Instant): Promise<void>;
}

/**
 * Of a sender's older documents one may be the version before an alarmed one: received after it, it would stand in its place. So many go
 * first, the nearest to it; no alarm waits for more.
 */
const MOST_BEFORE_ALARM = 50;

// Beside a ticket, so that what is alarmed is known from the names alone.
const ALARM = '.alarm';
const MAPPINGS = 'mappings.json';
const TICKET = /^(W-\d{8}-\d{9}-[0-9A-F]{12})\.json$/;

/** Opens the spool of a data folder, for its owner alone. */
export function openSpool(folder: string, limits: SpoolLimits): Spool {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let places = 0;
  // One at a time: the count of what waits is right, and the order of names is the order of receipts.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = last.then(act, act);
    last = turn;
    return turn;
  };
  const waiting = async () => {
    const names = await namesIn(folder);
    const alarmed = new Set(names.filter((name) => name.endsWith(ALARM)).map((name) => name.slice(0, -ALARM.length)));
    const tickets = names.flatMap((name) => TICKET.exec(name)?.[1] ?? []).sort();
    return alarmed.size === 0 ? tickets : alarmsFirst(folder, tickets, alarmed);
  };
  return {
    placeFor: (ending) => join(folder, `body-${process.pid}-${Date.now()}-${places++}${ending}`),
    keep: (document, body) => inTurn(() => keep(folder, limits, document, body)),
    waiting,
    read: (ticket) => read(folder, ticket),
    done: async (ticket) => {
      const found = await read(folder, ticket);
      // The promise goes first: a body without one is swept, a promise without a body would be a loss.
      await rm(join(folder, `${ticket}.json`), { force: true });
      await flushFolder(folder);
      if (found !== null) await rm(found.path, { force: true });
      await rm(join(folder, `${ticket}${ALARM}`), { force: true });
    },
    mappings: async () => {
      const text = await textOf(join(folder, MAPPINGS));
      return text === null ? [] : JSON.parse(text);
    },
    keepMappings: (live) =>
      inTurn(async () => {
        const text = JSON.stringify(live);
        if (text === ((await textOf(join(folder, MAPPINGS))) ?? '[]')) return;
        await writeFlushed(join(folder, `${MAPPINGS}.part`), Buffer.from(text));
        await rename(join(folder, `${MAPPINGS}.part`), join(folder, MAPPINGS));
        await flushFolder(folder);
      }),
    sweep: async (now) => {
      const promised = new Set(await waiting());
      for (const name of await namesIn(folder)) {
        if (name === MAPPINGS || TICKET.test(name) || promised.has(name.replace(/\..*$/, ''))) continue;
        const found = await stat(join(folder, name)).catch(() => null);
        if (found !== null && Date.parse(now) - found.mtimeMs > DAY_MS) await rm(join(folder, name), { force: true });
      }
    },
  };
}

async function alarmsFirst(
  folder: string,
  tickets: readonly Ticket[],
  alarmed: ReadonlySet<string>,
): Promise<readonly Ticket[]> {
  const last = tickets.findLastIndex((ticket) => alarmed.has(ticket));
  const olderOf = new Map<string, Ticket[]>();
  const first = new Set<Ticket>();
  for (const ticket of tickets.slice(0, last + 1)) {
    // What cannot be read holds nobody else up.
    const document = await read(folder, ticket).catch(() => null);
    const sender = document === null ? ticket : `${document.arrival.source} ${actorRef(document.actor)}`;
    const older = olderOf.get(sender) ?? [];
    if (alarmed.has(ticket)) {
      for (const one of older.slice(-MOST_BEFORE_ALARM)) first.add(one);
      first.add(ticket);
    } else olderOf.set(sender, [...older.slice(1 - MOST_BEFORE_ALARM), ticket]);
  }
  return [...first, ...tickets.filter((ticket) => !first.has(ticket))];
}

async function keep(
  folder: string,
  limits: SpoolLimits,
  document: Spooled,
  body: { readonly bytes: Buffer } | { readonly path: string },
): Promise<Result<Ticket, SpoolRefusal>> {
  const names = await namesIn(folder);
  const mark = markOf(document);
  const known = names.map((name) => TICKET.exec(name)?.[1]).find((ticket) => ticket?.endsWith(mark));
  if (known !== undefined) return ok(known);
  if (await isFull(folder, names, limits, document.sizeBytes)) return refuse({ kind: 'spool-full' });
  const { receivedAt } = document.arrival;
  const [day, time] = [receivedAt.slice(0, 10).replaceAll('-', ''), receivedAt.slice(11, 23).replace(/\D/g, '')];
  const ticket = `W-${day}-${time}-${mark}`;
  const path = bodyPath(folder, ticket, document.ending);
  try {
    await writeBody(path, body);
    if (document.isAlarmed) await writeFlushed(join(folder, `${ticket}${ALARM}`), Buffer.alloc(0));
    await writeFlushed(join(folder, `${ticket}.part`), Buffer.from(JSON.stringify(document)));
    await rename(join(folder, `${ticket}.part`), join(folder, `${ticket}.json`));
    await flushFolder(folder);
  } catch (error) {
    if (isDiskFull(error)) return refuse({ kind: 'spool-full' });
    throw error;
  }
  return ok(ticket);
}

/** The same bytes of the same sender for the same source. */
function markOf({ arrival, actor, sha256 }: Spooled): string {
  return createHash('sha256')
    .update(`${arrival.source}\n${arrival.sender ?? ''}\n${actorRef(actor)}\n${sha256}`)
    .digest('hex')
    .slice(0, 12)
    .toUpperCase();
}

/** Bounded by the spool's own limits: at most 10,000 names are looked at, and only while the database is away. */
async function isFull(folder: string, names: readonly string[], limits: SpoolLimits, more: number): Promise<boolean> {
  if (names.filter((name) => TICKET.test(name)).length >= limits.mostDocuments) return true;
  const sizes = await Promise.all(
    names.filter((name) => name.startsWith('W-')).map((name) => stat(join(folder, name)).catch(() => null)),
  );
  return sizes.reduce((sum, found) => sum + (found?.size ?? 0), more) > limits.mostBytes;
}

async function writeBody(path: string, body: { readonly bytes: Buffer } | { readonly path: string }): Promise<void> {
  if ('bytes' in body) return writeFlushed(path, body.bytes);
  await using file = await open(body.path, 'r');
  await file.sync();
  await link(body.path, path).catch((error: unknown) => {
    // A body of an attempt that ended before its promise.
    if (codeOf(error) !== 'EEXIST') throw error;
  });
}

async function writeFlushed(path: string, bytes: Buffer): Promise<void> {
  await using file = await open(path, 'w', 0o600);
  await file.writeFile(bytes);
  await file.sync();
}

async function read(folder: string, ticket: Ticket): Promise<(Spooled & { readonly path: string }) | null> {
  if (!TICKET.test(`${ticket}.json`)) return null;
  const text = await textOf(join(folder, `${ticket}.json`));
  if (text === null) return null;
  const document: Spooled = JSON.parse(text);
  return { ...document, path: bodyPath(folder, ticket, document.ending) };
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Never the name of a promise, whatever ending the sender's file has. */
function bodyPath(folder: string, ticket: Ticket, ending: string): string {
  return join(folder, `${ticket}.body${ending}`);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}
