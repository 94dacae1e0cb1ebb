import type { Bilingual } from '#core/locale.ts';

/** A name in both languages with the other ways it is written. */
interface Named extends Bilingual {
  readonly aliases: readonly string[];
}

export interface CountryName extends Named {
  /** ISO 3166-1 alpha-2. */
  readonly code: string;
}

export interface ProvinceName extends Named {
  /** ISO 3166-2:CA without its country (`QC`). */
  readonly code: string;
}

/** A Canadian town, base or territory that a report may name. */
export interface Municipality extends Named {
  /** Unique within its province. */
  readonly id: string;
  readonly province: string;
  readonly kind: 'municipality' | 'military-base' | 'first-nations-territory';
  /** The part of a province shared by two units, where it is known (`AB-NORTH`). */
  readonly part: string | null;
}

export interface PostalPrefix {
  readonly prefix: string;
  readonly province: string;
  readonly municipality: string | null;
}

export interface AreaCode {
  readonly code: string;
  readonly provinces: readonly string[];
}

export interface CallingCode {
  readonly code: string;
  readonly country: string;
}

/** The reference lists of places, as loaded. */
export interface PlaceLists {
  readonly countries: readonly CountryName[];
  readonly provinces: readonly ProvinceName[];
  readonly municipalities: readonly Municipality[];
  readonly prefixes: readonly PostalPrefix[];
  readonly areas: readonly AreaCode[];
  readonly callingCodes: readonly CallingCode[];
}

/** The same lists, indexed by the compared form of each name. */
export interface Gazetteer {
  readonly country: (text: string) => CountryName | null;
  readonly province: (text: string) => ProvinceName | null;
  /** Every place of that name; several provinces may share one. */
  readonly municipalities: (name: string) => readonly Municipality[];
  readonly municipality: (province: string, id: string) => Municipality | null;
  /** The longest listed prefix of a postal code without spaces. */
  readonly postalPrefix: (code: string) => PostalPrefix | null;
  readonly area: (code: string) => AreaCode | null;
  /** The country a number in E.164 form belongs to by its calling code alone. */
  readonly callingCountry: (e164: string) => string | null;
}

/** Longest listed prefix of a Canadian postal code: the forward sortation area. */
const LONGEST_PREFIX = 3;

/** Indexes the place lists; names are compared without case, accents, punctuation or the short forms of Saint. */
export function buildGazetteer(lists: PlaceLists): Gazetteer {
  const countries = indexNames(lists.countries, (country) => country.code);
  const provinces = indexNames(lists.provinces, (province) => province.code);
  const named = new Map<string, Municipality[]>();
  for (const place of lists.municipalities) {
    for (const name of new Set([place.en, place.fr, ...place.aliases].map(comparedName))) {
      named.set(name, [...(named.get(name) ?? []), place]);
    }
  }
  const byId = new Map(lists.municipalities.map((place) => [`${place.province}/${place.id}`, place]));
  const prefixes = new Map(lists.prefixes.map((row) => [row.prefix, row]));
  const areas = new Map(lists.areas.map((row) => [row.code, row]));
  const callingCodes = new Map(lists.callingCodes.map((row) => [row.code, row.country]));
  return {
    country: (text) => countries.get(comparedName(text)) ?? null,
    province: (text) => provinces.get(comparedName(text)) ?? null,
    municipalities: (name) => named.get(comparedName(name)) ?? [],
    municipality: (province, id) => byId.get(`${province}/${id}`) ?? null,
    postalPrefix: (code) => longestPrefix(prefixes, code),
    area: (code) => areas.get(code) ?? null,
    callingCountry: (e164) => callingCodes.get(e164.slice(1, 4)) ?? callingCodes.get(e164.slice(1, 3)) ?? null,
  };
}

/** The form in which names are compared: `Ville de Saint-Jérôme` and `ST JEROME` are equal. */
export function comparedName(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replace(/[.'’]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .replace(/^(?:ville|city|town|municipalite) (?:de |of |d )?/, '')
    .replace(/\bst\b/g, 'saint')
    .replace(/\bste\b/g, 'sainte');
}

function indexNames<Item extends Named>(items: readonly Item[], codeOf: (item: Item) => string): Map<string, Item> {
  const index = new Map<string, Item>();
  for (const item of items) {
    for (const name of [codeOf(item), item.en, item.fr, ...item.aliases]) index.set(comparedName(name), item);
  }
  return index;
}

function longestPrefix(prefixes: ReadonlyMap<string, PostalPrefix>, code: string): PostalPrefix | null {
  for (let length = LONGEST_PREFIX; length > 0; length -= 1) {
    const row = prefixes.get(code.slice(0, length));
    if (row !== undefined) return row;
  }
  return null;
}
