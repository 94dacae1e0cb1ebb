import type { Instant } from '#core/clock.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { Received } from '../received.ts';
import { type KnownNotice, lockKnownNotices } from '../store/notices.ts';
import { insertProviders, type Provider, selectByNames } from '../store/providers.ts';
import { type NoticeIdentity, noticeIdentityOf } from './notice-identity.ts';

/** A received notice with its provider and what is known of it. */
export interface PlacedNotice {
  readonly identity: NoticeIdentity;
  readonly provider: Provider;
  /** The same notice, received before. */
  readonly known: KnownNotice | null;
  /** Whether the known one says the same: a repetition, nothing is stored. */
  readonly isRepeated: boolean;
  /** A notice under another reference that says the same. */
  readonly twin: KnownNotice | null;
}

/** Looks up the notices of a round; a provider nobody knows is given its identity now. Known notices stay locked. */
export async function lookUpNotices(tx: Tx, round: readonly Received[]): Promise<ReadonlyMap<Received, PlacedNotice>> {
  const identities = round.flatMap((received) => {
    const identity = noticeIdentityOf(received);
    return identity === null ? [] : [{ received, identity }];
  });
  const [first] = identities;
  if (!first) return new Map();
  const wanted = identities.map(({ identity }) => identity.provider);
  const providers = await knownProviders(tx, wanted, first.received.receivedAt);
  const keys = identities.map(({ received, identity }) => {
    const provider = providers.get(identity.provider.folded);
    if (!provider) throw new Error('A provider was named and has no identity.');
    return { received, identity, provider };
  });
  const known = await lockKnownNotices(
    tx,
    keys.map(({ identity, provider }) => ({ ...identity, providerId: provider.providerId })),
  );
  return new Map(keys.map(({ received, ...key }) => [received, placed(key, known)]));
}

function placed(key: Pick<PlacedNotice, 'identity' | 'provider'>, all: readonly KnownNotice[]): PlacedNotice {
  const { reference, contentSha256 } = key.identity;
  const own = all.filter((one) => one.providerId === key.provider.providerId);
  const says = (one: KnownNotice) => one.contentSha256 === contentSha256;
  const known = own.find((one) => one.reference === reference && (reference !== null || says(one))) ?? null;
  const twin = own.find((one) => one !== known && says(one)) ?? null;
  return { ...key, known, isRepeated: known !== null && says(known), twin: known === null ? twin : null };
}

/** Providers by folded name; those without an identity get one, since this receipt. */
export async function knownProviders(
  tx: Tx,
  wanted: readonly { readonly folded: string; readonly name: string }[],
  since: Instant,
): Promise<ReadonlyMap<string, Provider>> {
  const names = new Map(wanted.map((one) => [one.folded, one]));
  const known = await selectByNames(tx, [...names.keys()]);
  const fresh = [...names.values()].filter((one) => !known.has(one.folded));
  if (fresh.length === 0) return known;
  await insertProviders(tx, fresh, since);
  return selectByNames(tx, [...names.keys()]);
}
