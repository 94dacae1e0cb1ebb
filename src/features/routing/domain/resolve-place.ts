import { isNonEmpty, type NonEmpty } from '#core/result.ts';
import type { Gazetteer, Municipality } from './gazetteer.ts';

/** A place as somebody wrote it, in English or French. */
export interface WrittenPlace {
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
}

/** A place the directory can answer for. `part` names the half of a province when only that is known. */
export interface KnownPlace {
  readonly country: string;
  readonly province: string | null;
  readonly municipality: Municipality | null;
  readonly part: string | null;
}

/** Why a resolved place is less than certain. */
export type PlaceDoubt = 'ambiguous-place' | 'place-conflict' | 'province-not-stated';

export type Resolution =
  | { readonly kind: 'resolved'; readonly places: NonEmpty<KnownPlace>; readonly doubts: readonly PlaceDoubt[] }
  | { readonly kind: 'unresolved'; readonly why: 'nothing-stated' | 'country-not-stated' | 'country-unknown' };

/** A full Canadian postal code, letters D F I O Q U excluded (Canada Post addressing guidelines). */
const CANADIAN_POSTAL_CODE = /^[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z]\d[ABCEGHJ-NPRSTV-Z]\d$/;
const SORTATION_AREA = /^[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z]/;

/** Reads a written place. A city alone never makes a country: without one, nothing is resolved. */
export function resolvePlace(written: WrittenPlace, gazetteer: Gazetteer): Resolution {
  const place = splitCity(written);
  if (Object.values(place).every((text) => text === '')) return { kind: 'unresolved', why: 'nothing-stated' };
  const stated = place.country === '' ? null : gazetteer.country(place.country);
  if (place.country !== '' && stated === null) return { kind: 'unresolved', why: 'country-unknown' };
  const country = stated?.code ?? impliedCountry(place, gazetteer);
  if (country === null) return { kind: 'unresolved', why: 'country-not-stated' };
  if (country !== 'CA') return resolved([{ country, province: null, municipality: null, part: null }], []);
  return resolveInCanada(place, gazetteer);
}

/** Where a number in E.164 form belongs: provinces by its area code, a country by its calling code; null when the plan does not tell. */
export function placesOfNumber(e164: string, gazetteer: Gazetteer): NonEmpty<KnownPlace> | null {
  const area = e164.startsWith('+1') ? gazetteer.area(e164.slice(2, 5)) : null;
  const provinces = (area?.provinces ?? []).map((province) => inProvince(province, null));
  if (isNonEmpty(provinces)) return provinces;
  const country = gazetteer.callingCountry(e164);
  return country === null ? null : [{ country, province: null, municipality: null, part: null }];
}

type Texts = { readonly [Key in keyof WrittenPlace]: string };

/** Trims, and reads `Laval, QC, Canada` written in the city's field. */
function splitCity(written: WrittenPlace): Texts {
  const parts = (written.city ?? '').split(',').map((part) => part.trim());
  const text = (value: string | null, part: string | undefined) => value?.trim() || part || '';
  return {
    city: parts[0] ?? '',
    region: text(written.region, parts[1]),
    country: text(written.country, parts[2]),
    postalCode: (written.postalCode ?? '').toUpperCase().replace(/[\s-]+/g, ''),
  };
}

/** Canada may be implied by a whole postal code or a province's full name; two letters mean too many things. */
function impliedCountry(place: Texts, gazetteer: Gazetteer): 'CA' | null {
  if (CANADIAN_POSTAL_CODE.test(place.postalCode)) return 'CA';
  return place.region.length > 3 && gazetteer.province(place.region) !== null ? 'CA' : null;
}

function resolveInCanada(place: Texts, gazetteer: Gazetteer): Resolution {
  const region = place.region === '' ? null : gazetteer.province(place.region);
  const postal = SORTATION_AREA.test(place.postalCode) ? gazetteer.postalPrefix(place.postalCode) : null;
  const conflicting = region !== null && postal !== null && postal.province !== region.code;
  const province = region?.code ?? postal?.province ?? null;
  const byPostal = postal?.municipality == null ? null : gazetteer.municipality(postal.province, postal.municipality);
  const homonyms = gazetteer.municipalities(place.city);
  if (province === null) return fromCityAlone(homonyms);
  const city = homonyms.find((town) => town.province === province) ?? null;
  const places = [inProvince(province, city ?? (conflicting ? null : byPostal))] as const;
  if (conflicting) return resolved([...places, inProvince(postal.province, byPostal)], ['place-conflict']);
  const contradicted = city !== null && byPostal !== null && byPostal.id !== city.id;
  return resolved(places, contradicted ? ['place-conflict'] : []);
}

function fromCityAlone(homonyms: readonly Municipality[]): Resolution {
  const places = homonyms.map((town) => inProvince(town.province, town));
  if (!isNonEmpty(places)) return resolved([{ country: 'CA', province: null, municipality: null, part: null }], []);
  return resolved(places, [places.length > 1 ? 'ambiguous-place' : 'province-not-stated']);
}

function inProvince(province: string, municipality: Municipality | null): KnownPlace {
  return { country: 'CA', province, municipality, part: municipality?.part ?? null };
}

function resolved(places: NonEmpty<KnownPlace>, doubts: readonly PlaceDoubt[]): Resolution {
  return { kind: 'resolved', places, doubts };
}
