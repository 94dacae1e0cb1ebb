import { z } from 'zod';
import { DISPOSITIONS, SOURCES, URGENCIES } from '#core/vocabulary.ts';
import { VERDICTS } from './domain/triage-facts.ts';

const words = z.object({ en: z.string(), fr: z.string() });
const instant = z.string();
const person = z.object({ id: z.number().int(), name: z.string() });
const acts = z.array(z.object({ name: z.string(), allowed: z.boolean(), reason: words.nullable() }));

/** A claim as answered. */
export const leaseBody = z.object({ report: z.string(), leaseUntil: instant });

const queueRow = z.object({
  report: z.string(),
  receivedAt: instant,
  source: z.enum(SOURCES),
  sender: z.string(),
  urgency: z.enum(URGENCIES),
  level: z.number().int(),
  provisional: z.boolean(),
  danger: z.number().int().nullable(),
  completeness: z.number().int().nullable(),
  leading: z.array(z.object({ code: z.string(), words })),
  place: z.object({ agency: z.string(), words }).nullable(),
  dueAt: instant,
  diesAt: instant.nullable(),
  holder: person.nullable(),
  leaseUntil: instant.nullable(),
  mine: z.boolean(),
  subject: z.string().nullable(),
  halfDoneBy: z.string().nullable(),
  reawakened: z.string().nullable(),
  reading: z.string(),
  senderAlarm: z.string().nullable(),
  actions: acts,
});

/** A page of the queue. */
export const queuePageBody = z.object({
  items: z.array(queueRow),
  next: z.string().nullable(),
  orderRule: words,
  counts: z.object({
    open: z.number().int(),
    imminent: z.number().int(),
    imminentOutsideFilter: z.number().int(),
    diesToday: z.number().int(),
    mine: z.number().int(),
  }),
  asOf: instant,
});

const factor = z.object({
  code: z.string(),
  weight: z.number().int(),
  applied: z.boolean(),
  words,
  detail: z.string().nullable(),
  paths: z.array(z.string()),
  source: z.string(),
});

const verdict = z.enum(VERDICTS);

const assessment = z.object({
  urgency: z.enum(URGENCIES),
  level: z.number().int(),
  danger: z.number().int(),
  completeness: z.number().int(),
  provisional: z.boolean(),
  ruleVersion: z.string(),
  floor: z.string().nullable(),
  dangerFactors: z.array(factor),
  completenessFactors: z.array(factor),
  proposed: z.array(
    z.object({
      code: z.string(),
      words,
      narrativeId: z.number().int(),
      path: z.string(),
      start: z.number().int(),
      end: z.number().int(),
      passage: z.string(),
      verdict: verdict.nullable(),
    }),
  ),
  verdicts: z.record(z.string(), verdict),
  assessedAt: instant,
});

const reason = z.object({ code: z.string(), digit: z.number().int(), words });

/** Triage of one report. */
export const triageBody = z.object({
  assessment: assessment.nullable(),
  claim: z.object({ holder: person, leaseUntil: instant.nullable(), mine: z.boolean() }).nullable(),
  dueAt: instant,
  diesAt: instant.nullable(),
  reawakened: z.string().nullable(),
  decision: z
    .object({
      disposition: z.enum(DISPOSITIONS),
      reason: z.string(),
      note: z.string().nullable(),
      target: z.string().nullable(),
      by: person,
      at: instant,
      effectiveAt: instant,
      undoable: z.boolean(),
    })
    .nullable(),
  dispositions: z.array(
    z.object({
      code: z.enum(DISPOSITIONS),
      key: z.string(),
      words,
      reasons: z.array(reason),
      needsTarget: z.enum(['agency', 'report', 'team']).nullable(),
    }),
  ),
  actions: acts,
});
