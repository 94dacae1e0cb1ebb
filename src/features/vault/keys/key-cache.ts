import { MINUTE_MS } from '#core/units.ts';
import type { RootRing } from './root-key.ts';

// A case opened again and again asks its root once; a key leaves the memory soon after the last use.
const MOST_KEYS = 4_096;
const KEEP_MS = 10 * MINUTE_MS;

/** A case's key as the database keeps it. */
export interface WrappedKek {
  readonly wrappedKek: Buffer;
  readonly rootKeyId: string;
}

/** Opens keys of cases through their roots, a set at a time, and remembers a bounded number of them. */
export interface KeyCache {
  open(wrapped: readonly WrappedKek[]): Promise<Buffer[]>;
  remember(wrappedKek: Buffer, kek: Buffer): void;
  forget(wrappedKek: Buffer): void;
}

/** Opens an empty cache. `nowMs` is a monotonic clock in milliseconds. */
export function openKeyCache(ring: RootRing, nowMs: () => number = () => performance.now()): KeyCache {
  // By the wrap itself: it is unique, and whoever knows only that learns nothing.
  const held = new Map<string, { readonly kek: Buffer; readonly untilMs: number }>();
  const nameOf = (wrappedKek: Buffer) => wrappedKek.toString('base64');
  const remember = (wrappedKek: Buffer, kek: Buffer) => {
    const oldest = held.keys().next().value;
    if (held.size >= MOST_KEYS && oldest !== undefined) held.delete(oldest);
    held.set(nameOf(wrappedKek), { kek, untilMs: nowMs() + KEEP_MS });
  };
  const lookUp = (wrappedKek: Buffer) => {
    const found = held.get(nameOf(wrappedKek));
    if (found && found.untilMs > nowMs()) return found.kek;
    held.delete(nameOf(wrappedKek));
    return null;
  };
  return {
    remember,
    forget: (wrappedKek) => held.delete(nameOf(wrappedKek)),
    open: async (wrapped) => {
      const keys = wrapped.map(({ wrappedKek }) => lookUp(wrappedKek));
      const missing = wrapped.flatMap((one, place) => (keys[place] ? [] : [{ ...one, place }]));
      const opened = await unwrapKeks(ring, missing);
      for (const [index, { place, wrappedKek }] of missing.entries()) {
        const kek = opened[index] as Buffer;
        remember(wrappedKek, kek);
        keys[place] = kek;
      }
      return keys as Buffer[];
    },
  };
}

/** Opens keys of cases, each root asked once for its set; nothing is remembered. */
export async function unwrapKeks(ring: RootRing, wrapped: readonly WrappedKek[]): Promise<Buffer[]> {
  const opened: Buffer[] = new Array(wrapped.length);
  const placed = wrapped.map((one, place) => ({ ...one, place }));
  for (const [rootKeyId, group] of Map.groupBy(placed, (one) => one.rootKeyId)) {
    const root = await ring.get(rootKeyId);
    const keks = await root.unwrap(group.map((one) => one.wrappedKek));
    for (const [index, { place }] of group.entries()) opened[place] = keks[index] as Buffer;
  }
  return opened;
}
