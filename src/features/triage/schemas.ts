import { z } from 'zod';
import { DISPOSITIONS, SOURCES, URGENCIES } from '#core/vocabulary.ts';
import { VERDICTS } from './domain/triage-facts.ts';

/** Words in both languages. */
export const words = z.object({ en: z.string(), fr: z.string() });
/** An instant in UTC. */
export const instant = z.string();
/** A person by id and name. */
export const person = z.object({ id: z.number().int(), name: z.string() });
/** Acts as buttons: allowed, or not and why. */
export const acts = z.array(z.object({ name: z.string(), allowed: z.boolean(), reason: words.nullable() }));

/** An earlier bundle of the same likeness, and how it was decided. */
export const earlierBody = z
  .object({ number: z.string(), disposition: z.enum(DISPOSITIONS), reason: z.string(), words })
  .nullable();

/** A claim as answered; `bundle` is set where the report stands for one. */
export const leaseBody = z.object({ report: z.string(), leaseUntil: instant, bundle: z.string().nullable() });

/** What of a lease is answered. */
export function leaseAnswer({ report, leaseUntil, bundle }: z.infer<typeof leaseBody>): z.infer<typeof leaseBody> {
  return { report, leaseUntil, bundle };
}

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
  bundle: z.object({ number: z.string(), together: z.number().int(), apart: z.number().int() }).nullable(),
  decidedLike: earlierBody,
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

/** The ways out, each with its key and its reasons. */
export const choices = z.array(
  z.object({
    code: z.enum(DISPOSITIONS),
    key: z.string(),
    words,
    reasons: z.array(reason),
    needsTarget: z.enum(['agency', 'report', 'team']).nullable(),
  }),
);

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
  dispositions: choices,
  actions: acts,
});
