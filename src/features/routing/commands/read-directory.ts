import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { ReferenceDirectory } from '../domain/directory-entry.ts';
import { buildGazetteer, type Gazetteer } from '../domain/gazetteer.ts';
import type { RoutingRules } from '../domain/routing-rules.ts';

const REFERENCE = new URL('../../../../reference/', import.meta.url);

const standing = z.enum(['verified', 'second-hand', 'to-be-confirmed']);
const day = z.iso.date().nullable();
const names = { en: z.string().min(1), fr: z.string().min(1) };
const aliases = z.array(z.string());

const agencySchema = z.object({
  code: z.string().min(2),
  ...names,
  country: z.string(),
  languages: z.array(z.string()).min(1),
  kind: z.string(),
  standing,
  sources: z.array(z.string()),
  validFrom: day,
  validTo: day,
  dutyLine: z.string().nullable(),
  policeChannel: z.string().nullable(),
  caution: z.string().nullable(),
  agreement: z.string().nullable(),
  contactVerifiedOn: day,
  confirmBeforeFirstUse: z.boolean(),
});

const coverageSchema = z.object({
  agency: z.string(),
  kind: z.enum([
    'municipality',
    'military-base',
    'first-nations-territory',
    'province-part',
    'province',
    'country',
    'unknown-place',
  ]),
  value: z.string(),
  province: z.string().nullable(),
  order: z.int().positive(),
  standing,
  sources: z.array(z.string()),
  validFrom: day,
  validTo: day,
});

const share = z.number().min(0).max(1);
const points = z.int().nonnegative();
const byVerification = z.object({ verified: points, unverified: points });

const rulesSchema = z.object({
  version: z.string(),
  evidenceWeight: z.object({
    address: byVerification,
    'stated-place': byVerification,
    ip: byVerification,
    phone: byVerification,
  }),
  age: z.object({ halfLifeDays: z.number().positive(), floor: share, timeMissing: share, zoneUnstated: share }),
  doubtFactor: z.object({
    possibleProxy: share,
    databasesDisagree: share,
    noPortBehindCarrierNat: share,
    placeConflict: share,
    provinceNotStated: share,
  }),
  corroboration: z.object({ perFurtherItem: points, cap: points }),
  chainFactor: z.array(share).min(1),
  dutyLineWhenImminent: points,
  tieShare: share,
  editionLagDays: z.number().positive(),
  parts: z.array(z.object({ province: z.string(), latitude: z.number(), north: z.string(), south: z.string() })),
  carrierNatAsns: z.object({ asns: z.array(z.int()) }).transform((list) => new Set(list.asns) as ReadonlySet<number>),
});

const country = z.object({ code: z.string().length(2), ...names, aliases });
const town = z.object({
  id: z.string(),
  province: z.string().length(2),
  kind: z.enum(['municipality', 'military-base', 'first-nations-territory']),
  part: z.string().nullable(),
  ...names,
  aliases,
});
const prefix = z.object({ prefix: z.string(), province: z.string(), municipality: z.string().nullable() });
const area = z.object({ code: z.string().length(3), provinces: z.array(z.string()).min(1) });
const callingCode = z.object({ code: z.string(), country: z.string().length(2) });

/** Places and weights: never edited by the operator, so they stay in memory. */
export interface RoutingReference {
  readonly gazetteer: Gazetteer;
  readonly rules: RoutingRules;
}

/** Reads the police directory of `reference/agencies`; throws on a file that breaks its schema (a defect of the release). */
export async function readDirectory(): Promise<ReferenceDirectory> {
  const list = z.object({ agencies: z.array(agencySchema) });
  const [canada, foreign, coverage] = await Promise.all([
    readJson('agencies/canada.json', list),
    readJson('agencies/foreign.json', list),
    readJson('agencies/coverage.json', z.object({ coverage: z.array(coverageSchema) })),
  ]);
  return { agencies: [...canada.agencies, ...foreign.agencies], coverage: coverage.coverage };
}

/** Reads the place lists of `reference/places` and the weights of `reference/agencies/routing-rules.json`. */
export async function readRoutingReference(): Promise<RoutingReference> {
  const [rules, countries, provinces, towns, prefixes, areas, callingCodes] = await Promise.all([
    readJson('agencies/routing-rules.json', rulesSchema),
    readJson('places/countries.json', z.object({ countries: z.array(country) })),
    readJson('places/provinces.json', z.object({ provinces: z.array(country) })),
    readJson('places/municipalities.json', z.object({ municipalities: z.array(town) })),
    readJson('places/postal-prefixes.json', z.object({ prefixes: z.array(prefix) })),
    readJson('places/area-codes.json', z.object({ areas: z.array(area) })),
    readJson('places/calling-codes.json', z.object({ callingCodes: z.array(callingCode) })),
  ]);
  return {
    rules,
    gazetteer: buildGazetteer({ ...countries, ...provinces, ...towns, ...prefixes, ...areas, ...callingCodes }),
  };
}

async function readJson<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
  return schema.parse(JSON.parse(await readFile(new URL(path, REFERENCE), 'utf8')));
}
