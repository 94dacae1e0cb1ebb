import { z } from 'zod';
import { LANGUAGES } from '#core/locale.ts';
import { SOURCES, URGENCIES } from '#core/vocabulary.ts';
import { IDENTIFIER_KINDS } from '#features/intake/types';
import { REFERRAL_VERSION } from './domain/referral.ts';

const instant = z.iso.datetime({ precision: 3 }).describe('UTC');
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const bilingual = z.strictObject({ en: z.string(), fr: z.string() });
const unknownable = z.string().nullable();
const score = z.number().int().min(0).max(100).nullable();
const path = z
  .string()
  .regex(/^data\//)
  .describe('inside the bag');
const bytes = z.number().int().nonnegative();

const writtenTime = z
  .strictObject({
    asWritten: z.string(),
    instant: instant.nullable().describe('null unless the zone was stated: nothing is guessed'),
    zone: z.enum(['stated', 'unstated', 'unreadable']),
  })
  .nullable();

const identifier = z.strictObject({
  kind: z.enum(IDENTIFIER_KINDS),
  value: z.string(),
  service: unknownable,
  port: z.number().int().nullable(),
  observed: writtenTime,
  event: unknownable,
  provenance: z.enum([
    'reported-by-provider',
    'volunteered',
    'compelled',
    'open-source',
    'foreign-agency',
    'mined-from-text',
  ]),
  caveat: unknownable,
  verified: z.boolean().nullable(),
  possibleProxy: z.boolean().nullable(),
  gate: z.strictObject({ state: z.enum(['open', 'noted']), reason: bilingual.nullable() }),
  path: z.string().describe('place in the received document'),
});

const address = z.strictObject({
  kind: unknownable,
  street: unknownable,
  city: unknownable,
  region: unknownable,
  postalCode: unknownable,
  country: unknownable,
  verified: z.boolean().nullable(),
});

const person = z.strictObject({
  role: z.enum(['reported', 'victim', 'intended-recipient', 'reporter', 'third']),
  name: unknownable,
  dateOfBirth: unknownable,
  age: unknownable,
  addresses: z.array(address),
  identifiers: z.array(identifier),
});

const file = z.strictObject({
  originalName: unknownable,
  md5: unknownable,
  sha1: unknownable,
  sha256: sha256.nullable(),
  claimedHashes: z
    .array(z.strictObject({ type: z.string(), value: z.string() }))
    .describe('stated by the sender, as written; the digests beside it were computed over the bytes received'),
  sizeBytes: bytes.nullable(),
  viewedByEsp: z.boolean().nullable().describe('null: not stated, which is not "no"'),
  caveat: unknownable,
  path: path.nullable().describe('null: the bytes are not in this package'),
  notIncludedReason: bilingual.nullable(),
});

const report = z.strictObject({
  number: z.string(),
  lead: z.boolean(),
  source: z.enum(SOURCES),
  sender: unknownable,
  externalId: unknownable,
  receivedAt: instant,
  version: z.number().int().positive(),
  urgency: z.enum(URGENCIES),
  danger: score,
  completeness: score,
  senderAlarm: unknownable,
  original: z.strictObject({ path, sizeBytes: bytes, sha256 }),
  cyberTip: z.strictObject({ path }),
  incidents: z.array(
    z.strictObject({
      type: unknownable,
      offence: unknownable.describe('as the sender or an analyst named it'),
      platform: unknownable,
      occurred: writtenTime,
      occurredDescription: unknownable,
    }),
  ),
  persons: z.array(person),
  identifiers: z.array(identifier),
  files: z.array(file),
  narratives: z.array(z.strictObject({ path: z.string(), body: z.string() })),
  candidates: z.array(
    z.strictObject({
      rank: z.number().int().positive(),
      code: z.string(),
      name: bilingual,
      reasons: z.array(bilingual),
      cautions: z.array(bilingual),
    }),
  ),
  clocks: z.array(
    z.strictObject({
      words: bilingual,
      startsAt: instant,
      dueAt: instant,
      ruleVersion: z.string(),
      source: z.string(),
    }),
  ),
});

const itemNumber = z.number().int().min(1).max(7);
const item = z.discriminatedUnion('state', [
  z.strictObject({ item: itemNumber, state: z.literal('present'), text: unknownable }),
  z.strictObject({ item: itemNumber, state: z.literal('not-applicable'), reason: z.string(), text: unknownable }),
  z.strictObject({ item: itemNumber, state: z.literal('pending'), dueAt: instant.nullable(), text: unknownable }),
]);

/** The shape of `referral.json`; `referral.schema.json` is generated from it and committed. */
export const referralSchema = z.strictObject({
  version: z.literal(REFERRAL_VERSION),
  package: z.strictObject({
    number: z.string(),
    part: z.number().int().positive(),
    role: z.enum(['reported-place', 'victim-place']),
    classification: bilingual,
    urgency: z.enum(URGENCIES),
    generatedAt: instant,
    timeZone: z.string().describe('IANA name; local times in the documents are in this zone'),
  }),
  originator: z.strictObject({ name: bilingual, contactName: unknownable, phone: unknownable, email: unknownable }),
  recipient: z.strictObject({ code: z.string(), name: bilingual, languages: z.array(z.enum(LANGUAGES)).min(1) }),
  author: z.string(),
  subject: unknownable,
  items: z.array(item),
  reports: z.array(report).min(1),
  ruleVersions: z.array(z.strictObject({ rule: z.string(), version: z.string() })),
});

/** The JSON Schema (draft 2020-12) that recipients are given. */
export function referralJsonSchema(): unknown {
  return { title: 'Vigie referral', ...z.toJSONSchema(referralSchema) };
}
