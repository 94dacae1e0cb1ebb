import { z } from 'zod';
import { SOURCES, URGENCIES } from '#core/vocabulary.ts';
import { ADVICE, CHANNELS } from './types.ts';

// Shapes of /api/v1 answers; the domain types stand in types.ts.
const text = z.string().nullable();
const flag = z.boolean().nullable();
const written = z.object({ asWritten: z.string(), instant: text, zone: z.enum(['stated', 'unstated', 'unreadable']) });
const address = z.object({
  kind: text,
  street: text,
  city: text,
  region: text,
  postalCode: text,
  country: text,
  verified: flag,
});

const identifier = z.object({
  id: z.number(),
  personId: z.number().nullable(),
  personRole: text,
  kind: z.string(),
  value: z.string(),
  normal: text,
  service: text,
  port: z.number().nullable(),
  observed: written.nullable(),
  event: text,
  provenance: z.string(),
  caveat: text,
  verified: flag,
  possibleProxy: flag,
  path: z.string(),
});

const person = z.object({
  id: z.number(),
  role: z.string(),
  path: z.string(),
  firstName: text,
  middleName: text,
  lastName: text,
  dateOfBirth: text,
  age: text,
  addresses: z.array(address),
  estimatedLocation: address.nullable(),
  other: z.record(z.string(), z.string()),
});

const file = z.looseObject({
  fileId: z.number(),
  ispwsFileId: text,
  originalName: text,
  sizeBytes: z.number().nullable(),
  md5: text,
  sha1: text,
  sha256: text,
  viewedByEsp: flag,
  relation: z.enum(['unannounced', 'tip-pdf']).nullable(),
  receivedAt: z.string(),
});

const head = {
  externalId: text,
  source: z.enum(SOURCES),
  format: z.string(),
  channel: z.enum(CHANNELS),
  sender: z.string(),
  receivedAt: z.string(),
  enteredAt: text.optional(),
  state: z.string(),
  version: z.number(),
  reading: z.enum(['parsed', 'unreadable']),
  unreadableReason: text,
  senderAlarm: text,
  finishedAt: text,
  retractedAt: text,
  closedUnfinishedAt: text,
  duplicateOf: text,
};

export const reportListBody = z.object({
  items: z.array(
    z.object({
      report: z.string(),
      number: z.string(),
      ...head,
      urgency: z.enum(URGENCIES).nullish(),
      danger: z.number().nullish(),
      completeness: z.number().nullish(),
      holder: z.string().nullish(),
    }),
  ),
  next: text,
});

export const reportBody = z.object({
  report: z.string(),
  ...head,
  reportedAt: written.nullable(),
  ncmecPriority: text,
  batchedReason: text,
  incidents: z.array(
    z.object({
      id: z.number(),
      incidentType: text,
      platform: text,
      occurred: written.nullable(),
      occurredDescription: text,
      description: text,
      offence: text,
    }),
  ),
  persons: z.array(person),
  victims: z.object({ count: z.number(), ageBands: z.array(z.string()) }),
  identifiers: z.array(identifier),
  files: z.array(file),
  narratives: z.array(z.object({ id: z.number(), path: z.string(), length: z.number(), restricted: z.boolean() })),
  internetDetails: z.array(z.object({ kind: z.string(), fields: z.record(z.string(), z.array(z.string())) })),
  lawEnforcement: z.record(z.string(), z.string()).nullable(),
  annotations: z.array(z.string()),
  drift: z.array(z.object({ path: z.string(), kind: z.string(), detail: z.string() })),
  advice: z.array(z.enum(ADVICE)),
  isTest: z.boolean(),
  versions: z.array(
    z.object({
      version: z.number(),
      at: z.string(),
      sha256: z.string(),
      sizeBytes: z.number(),
      archiveSha256: text,
    }),
  ),
});

export const narrativeBody = z.object({ body: z.string() });
export const victimsBody = z.object({ victims: z.array(person.extend({ identifiers: z.array(identifier) })) });
