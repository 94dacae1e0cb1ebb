import { z } from 'zod';
import { DISPOSITIONS } from '#core/vocabulary.ts';
import { acts, choices, earlierBody, instant, person, words } from './schemas.ts';

const reasons = z.array(z.object({ code: z.string(), words }));

/** One bundle, as far as the reader may see its members. */
export const bundleBody = z.object({
  bundle: z.string(),
  kind: z.enum(['same-files', 'same-words', 'platform-batch']),
  rules: z.string(),
  sender: z.string(),
  incidentType: z.string().nullable(),
  state: z.enum(['open', 'decided', 'dissolved']),
  formedAt: instant,
  together: z.number().int(),
  apart: z.number().int(),
  report: z.string().nullable().describe('the member that has waited longest'),
  dueAt: instant.nullable(),
  diesAt: instant.nullable(),
  holder: person.nullable(),
  leaseUntil: instant.nullable(),
  mine: z.boolean(),
  keptApart: z.array(z.object({ report: z.string(), state: z.string(), reasons, words: z.string().nullable() })),
  sampleHash: z.string().nullable().describe('of the last sample this person opened'),
  sampleOpenedAt: instant.nullable(),
  decision: z
    .object({
      disposition: z.enum(DISPOSITIONS),
      reason: z.string(),
      words,
      reports: z.number().int(),
      by: person,
      at: instant,
      effectiveAt: instant,
      undoable: z.boolean(),
    })
    .nullable(),
  decidedLike: earlierBody,
  dispositions: choices,
  actions: acts,
});

/** A sample as opened. */
export const sampleBody = z.object({
  sampleHash: z.string(),
  openedAt: instant,
  present: z.number().int(),
  fields: z.array(z.object({ field: z.string(), distinct: z.number().int(), shared: z.string().nullable() })),
  reports: z.array(z.object({ report: z.string(), receivedAt: instant, values: z.record(z.string(), z.string()) })),
});

/** What one report has to do with bundles. */
export const reportBundleBody = z.object({
  bundle: z.string().nullable(),
  state: z.enum(['open', 'decided', 'dissolved']).nullable(),
  standing: z.enum(['together', 'apart']).nullable(),
  reasons,
  words: z.string().nullable(),
  decidedLike: earlierBody,
});
