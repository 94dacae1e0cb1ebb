import { z } from 'zod';
import { SOURCES } from '#core/vocabulary.ts';
import { CHANNELS } from './types.ts';

// Shapes of the repair bench under /api/v1.
const words = z.object({ en: z.string(), fr: z.string() });

export const reader = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('any') }),
  z.object({ kind: z.literal('ordinary') }),
  z.object({ kind: z.literal('mapping'), mappingId: z.number().int().positive() }),
]);

const origin = { source: z.enum(SOURCES), sender: z.string(), channel: z.enum(CHANNELS), receivedAt: z.string() };

export const benchBody = z.object({
  items: z.array(
    z.object({
      report: z.string(),
      ...origin,
      state: z.string(),
      reason: z.string(),
      reasonWords: words,
      detail: z.string(),
      alarmed: z.boolean(),
      sizeBytes: z.number(),
      fileName: z.string().nullable(),
      handedTo: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
  total: z.number(),
  counts: z.array(
    z.object({
      reason: z.string(),
      reasonWords: words,
      source: z.enum(SOURCES),
      sender: z.string(),
      count: z.number(),
      example: z.string(),
    }),
  ),
});

export const repairBody = z.object({
  report: z.string(),
  ...origin,
  state: z.string(),
  version: z.number(),
  reading: z.enum(['parsed', 'unreadable']),
  reason: z.string().nullable(),
  reasonWords: words.nullable(),
  detail: z.string(),
  sizeBytes: z.number(),
  fileName: z.string().nullable(),
  contentType: z.string().nullable(),
  repairs: z.array(
    z.object({
      act: z.string(),
      by: z.string(),
      at: z.string(),
      detail: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
      note: z.string().nullable(),
    }),
  ),
  readers: z.array(
    z.object({
      mapping: z.number(),
      version: z.number(),
      sender: z.string(),
      kind: z.string(),
      isOfSender: z.boolean(),
    }),
  ),
  colleagues: z.array(z.object({ id: z.number(), name: z.string() })),
});

export const outcomesBody = z.object({
  items: z.array(
    z.object({
      report: z.string(),
      outcome: z.enum(['read', 'still-unreadable', 'known-already', 'not-waiting']),
      reason: z.string().nullable(),
      reasonWords: words.nullable(),
      known: z.string().nullable(),
      added: z.array(z.string()),
      addedCount: z.number(),
      unreadCount: z.number(),
    }),
  ),
});
