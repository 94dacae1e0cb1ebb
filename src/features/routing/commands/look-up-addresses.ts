import { classifyAddress } from '#platform/geo/classify-address.ts';
import type { AddressLookup } from '../domain/collect-evidence.ts';
import type { PlaceFinder } from './open-place-finder.ts';

/** Asks the databases about a set of address texts, each once; only public addresses are placed. */
export async function lookUpAddresses(
  places: PlaceFinder,
  texts: Iterable<string>,
): Promise<ReadonlyMap<string, AddressLookup>> {
  const distinct = new Set(texts);
  if (distinct.size === 0) return new Map();
  const [located, providers, exits] = await Promise.all([
    places.locator.locate(distinct),
    places.providers(),
    places.exits(),
  ]);
  const lookups = new Map<string, AddressLookup>();
  for (const text of distinct) {
    const address = classifyAddress(text);
    lookups.set(text, {
      canonical: address?.canonical ?? text,
      addressClass: address?.addressClass ?? 'unreadable',
      located: located.get(text) ?? null,
      network: address?.addressClass === 'public' ? providers.find(text) : null,
      listedExit: exits.find(text),
    });
  }
  return lookups;
}
