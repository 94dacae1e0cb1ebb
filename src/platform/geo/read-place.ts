/** A record of either shape we open: the flat one of ip-location-db, or the nested one of GeoLite2. */
export interface CityRecord {
  readonly country_code?: string;
  readonly state1?: string;
  readonly city?: string | { readonly names?: { readonly en?: string } };
  readonly latitude?: number;
  readonly longitude?: number;
  readonly country?: { readonly iso_code?: string };
  readonly subdivisions?: readonly { readonly iso_code?: string; readonly names?: { readonly en?: string } }[];
  readonly location?: { readonly latitude?: number; readonly longitude?: number; readonly accuracy_radius?: number };
}

/** A record in our own words, without the name of its database. */
export interface ReadPlace {
  readonly country: string;
  readonly region: string | null;
  readonly city: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly radiusKm: number | null;
  readonly level: 'country' | 'region' | 'city';
}

/** Reads a database record; null when it names no country. Empty text means unknown. */
export function readPlace(record: CityRecord | null): ReadPlace | null {
  const country = named(record?.country_code) ?? named(record?.country?.iso_code);
  if (record === null || country === null) return null;
  const region = named(record.state1) ?? named(record.subdivisions?.[0]?.names?.en);
  const city = cityOf(record);
  return {
    country,
    region,
    city,
    latitude: record.latitude ?? record.location?.latitude ?? null,
    longitude: record.longitude ?? record.location?.longitude ?? null,
    radiusKm: record.location?.accuracy_radius ?? null,
    level: city !== null ? 'city' : region !== null ? 'region' : 'country',
  };
}

function cityOf(record: CityRecord): string | null {
  const text = typeof record.city === 'string' ? record.city : record.city?.names?.en;
  // "Montreal (Verdun)": the part in brackets is a neighbourhood, far beyond what an address can tell.
  return named(text?.replace(/\s*\(.*\)$/, ''));
}

function named(text: string | undefined): string | null {
  const bare = text?.trim() ?? '';
  return bare === '' ? null : bare;
}
