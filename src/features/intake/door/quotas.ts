import { type Actor, actorRef } from '#core/actor.ts';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import { SECOND_MS } from '#core/units.ts';
import { type Db, inTransaction } from '#platform/postgres/transaction.ts';
import {
  type Allowance,
  allowanceOf,
  costMs,
  leaseOf,
  type Measure,
  type Quota,
  secondsUntil,
} from '../domain/quota.ts';
import { selectQuota, spendAllowance } from '../store/quotas.ts';
import { DOOR_RULES } from './rules.ts';

/** Whether a sender may send one more document now; else when to come again. */
export type Admission = { readonly admitted: true } | { readonly admitted: false; readonly retryAfterSeconds: number };

interface Deps {
  readonly db: Db;
  readonly clock: Clock;
}

/** Who spends an allowance. */
export interface Payer {
  /** As quotas are set for it: `token:3`, `mail:safety.example`. */
  readonly name: string;
  /** Where nobody set it a quota of its own: the row it spends from, which it may share with others. */
  readonly row: string;
  readonly usual: Quota;
}

/** A sender who is known by a key. */
export function payerOf(actor: Actor): Payer {
  const name = actorRef(actor);
  return { name, row: name, usual: DOOR_RULES.quota };
}

interface Lease {
  readonly left: number;
  readonly until: Instant;
}
interface Refused {
  readonly until: Instant;
  readonly retryAfterSeconds: number;
}
/** What this process holds, so that most documents ask the database nothing. */
interface Books {
  /** The row a payer spends from, by its name. */
  readonly senders: Map<string, { readonly sender: string; readonly until: Instant }>;
  /** By row and measure, never by name: whoever shares a row shares what is held of it. */
  readonly leases: Map<string, Lease | Refused>;
  /** By row and measure: a lease that is being taken. */
  readonly taking: Map<string, Promise<unknown>>;
}

const booksOf = new WeakMap<Db, Books>();
// A changed quota reaches every process within the minute.
const HELD_MS = 60 * SECOND_MS;
const MOST_SENDERS = 10_000;
const ADMITTED: Admission = { admitted: true };

/**
 * Admits one document of a sender: within its documents a minute, and not in debt for its bytes. What was admitted is never cut short:
 * its bytes are counted afterwards by `countBytes`. Throws when the database is away.
 */
export async function admitDocument(deps: Deps, payer: Payer): Promise<Admission> {
  const bytes = await spend(deps, payer, 'bytes', 0);
  return bytes.admitted ? spend(deps, payer, 'documents', 1) : bytes;
}

/** Admits a document that raises an alarm although its sender's quota is used up: alarms have an allowance of their own. */
export function admitAlarm(deps: Deps, payer: Payer): Promise<Admission> {
  return spend(deps, payer, 'alarms', 1);
}

/** Counts the bytes of an admitted document: a large one is a debt that later ones wait for. */
export async function countBytes(deps: Deps, payer: Payer, bytes: number): Promise<void> {
  const now = deps.clock.now();
  const key = `${await senderOf(deps, payer, now)} bytes`;
  const { leases } = booksFor(deps.db);
  const lease = leases.get(key);
  const left = lease !== undefined && 'left' in lease ? lease.left - bytes : -bytes;
  if (lease !== undefined && 'left' in lease && left >= 0) {
    leases.set(key, { ...lease, left });
    return;
  }
  leases.delete(key);
  await inTransaction(deps.db, async (tx) => {
    const { sender, allowance } = await allowanceFor(tx, payer, 'bytes', now);
    const spending = { sender, measure: 'bytes', costMs: costMs(allowance, -left), now, until: null } as const;
    await spendAllowance(tx, spending);
  });
}

async function spend(deps: Deps, payer: Payer, measure: Measure, amount: 0 | 1): Promise<Admission> {
  const now = deps.clock.now();
  const { leases, taking } = booksFor(deps.db);
  const key = `${await senderOf(deps, payer, now)} ${measure}`;
  for (;;) {
    const answer = fromHeld(leases, key, amount, now);
    if (answer !== null) return answer;
    // One at a time: a lease for each of many at once would use up what nobody spends.
    const other = taking.get(key);
    if (other === undefined) break;
    await other;
  }
  const turn = takeLease(deps, payer, measure, now);
  taking.set(key, turn);
  try {
    const { sender, taken } = await turn;
    const isGranted = 'left' in taken;
    holdAtMost(leases, `${sender} ${measure}`, isGranted ? { ...taken, left: taken.left - amount } : taken);
    return isGranted ? ADMITTED : { admitted: false, retryAfterSeconds: taken.retryAfterSeconds };
  } finally {
    taking.delete(key);
  }
}

/** Null where nothing is held that answers. */
function fromHeld(leases: Books['leases'], key: string, amount: 0 | 1, now: Instant): Admission | null {
  const held = leases.get(key);
  if (held === undefined || now >= held.until) return null;
  if (!('left' in held)) return { admitted: false, retryAfterSeconds: held.retryAfterSeconds };
  if (held.left < Math.max(1, amount)) return null;
  leases.set(key, { ...held, left: held.left - amount });
  return ADMITTED;
}

/** Takes a share of the sender's allowance for this process; a process that ends leaves at most this much unused. */
function takeLease(
  { db }: Deps,
  payer: Payer,
  measure: Measure,
  now: Instant,
): Promise<{ readonly sender: string; readonly taken: Lease | Refused }> {
  return inTransaction(db, async (tx) => {
    const { sender, allowance } = await allowanceFor(tx, payer, measure, now);
    const amount = leaseOf(allowance);
    const until = plusMs(now, allowance.everyMs);
    const spending = { sender, measure, costMs: costMs(allowance, amount), now, until };
    const { granted, spentUntil } = await spendAllowance(tx, spending);
    if (granted) return { sender, taken: { left: amount, until: plusMs(now, HELD_MS) } };
    const retryAfterSeconds = secondsUntil(allowance, amount, spentUntil, now);
    // A refused sender that does not wait costs nothing for a second.
    return { sender, taken: { retryAfterSeconds, until: plusMs(now, SECOND_MS) } };
  });
}

/** The row a payer spends from: its own where it has a quota of its own, else the one it may share. */
async function senderOf({ db }: Deps, payer: Payer, now: Instant): Promise<string> {
  if (payer.name === payer.row) return payer.name;
  const { senders } = booksFor(db);
  const known = senders.get(payer.name);
  if (known !== undefined && now < known.until) return known.sender;
  const own = await selectQuota(db, payer.name, now);
  const sender = own === null ? payer.row : payer.name;
  holdAtMost(senders, payer.name, { sender, until: plusMs(now, HELD_MS) });
  return sender;
}

async function allowanceFor(
  tx: Parameters<typeof selectQuota>[0],
  { name, row, usual }: Payer,
  measure: Measure,
  now: Instant,
): Promise<{ readonly sender: string; readonly allowance: Allowance }> {
  const own = await selectQuota(tx, name, now);
  return { sender: own === null ? row : name, allowance: allowanceOf(own ?? usual, measure) };
}

function booksFor(db: Db): Books {
  const books = booksOf.get(db) ?? { senders: new Map(), leases: new Map(), taking: new Map() };
  booksOf.set(db, books);
  return books;
}

function holdAtMost<V>(map: Map<string, V>, key: string, value: V): void {
  if (map.size >= MOST_SENDERS) map.clear();
  map.set(key, value);
}
