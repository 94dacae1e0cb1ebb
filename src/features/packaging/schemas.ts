import { z } from 'zod';
import { LANGUAGES } from '#core/locale.ts';
import { PACKAGE_STATES } from '#core/vocabulary.ts';
import { ITEM_STATES } from './domain/item-rules.ts';

const words = z.object({ en: z.string(), fr: z.string() });
const state = z.enum(PACKAGE_STATES);
const person = z.object({ id: z.number().int(), name: z.string() });
const instant = z.string();

/** A package after an act. */
export const stateBody = z.object({ package: z.string(), state });

/** `GET packages`. */
export const listBody = z.object({
  items: z.array(
    z.object({
      package: z.string(),
      state,
      recipient: z.object({ code: z.string(), name: words }),
      reports: z.array(z.string()),
      subject: z.string().nullable(),
      bagHash: z.string().nullable(),
      createdAt: instant,
      note: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
});

/** `GET packages/{pkg}`. */
export const pageBody = z.object({
  package: z.string(),
  state,
  recipient: z.object({ code: z.string(), name: words, language: z.enum(LANGUAGES) }),
  role: z.string(),
  subject: z.string().nullable(),
  author: person.nullable(),
  reports: z.array(z.object({ report: z.string(), role: z.string(), lead: z.boolean() })),
  items: z.array(
    z.object({
      item: z.number().int(),
      words,
      state: z.enum(ITEM_STATES),
      reason: z.string().nullable(),
      text: z.string().nullable(),
      dueAt: instant.nullable(),
      preview: z.enum(['fdr', 'general']).nullable(),
    }),
  ),
  blocked: z.array(
    z.object({
      target: z.enum(['identifier', 'file']),
      targetId: z.number().int(),
      reportId: z.number().int(),
      code: z.string(),
      verdict: z.enum(['excluded', 'released']).nullable(),
      words,
      decidedBy: z.string().nullable(),
    }),
  ),
  obstacles: z.array(z.object({ kind: z.string(), words })),
  bagHash: z.string().nullable(),
  sealedAt: instant.nullable(),
  releasedBy: person.nullable(),
  delivery: z
    .object({ sentAt: instant, deliveredAt: instant.nullable(), acknowledgedAt: instant.nullable() })
    .nullable(),
  history: z.array(
    z.object({
      from: state.nullable(),
      to: state,
      by: z.string(),
      at: instant,
      note: z.string().nullable(),
    }),
  ),
  note: z.string().nullable(),
  actions: z.array(z.object({ name: z.string(), allowed: z.boolean(), reason: words.nullable() })),
});
