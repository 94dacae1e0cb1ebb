import { z } from 'zod';
import { SOURCES } from '#core/vocabulary.ts';
import { MAPPING_KINDS } from './domain/mapping.ts';

// Shapes of /api/v1/mappings; the domain types stand in domain/mapping.ts.
const words = z.object({ en: z.string(), fr: z.string() });
const short = z.string().max(300);

const rule = z.object({
  from: short.nullable(),
  constant: short.nullable(),
  to: z.string().max(60),
  item: z.number().int().min(0).max(99),
  part: z.number().int().min(0).max(99),
  split: z.string().max(10).nullable(),
  values: z.array(z.object({ from: short, to: short })).max(500),
  otherwise: z.enum(['keep', 'empty']),
  pattern: z.string().max(60).nullable(),
});

export const mappingContent = z.object({
  kind: z.enum(MAPPING_KINDS),
  record: short,
  delimiter: z.enum([',', ';', '\t', '|']).nullable(),
  recognises: z.array(short).max(300),
  zone: z.string().max(60),
  rules: z.array(rule).max(300),
});

const targets = z.array(z.object({ code: z.string(), words, of: z.string(), reads: z.string(), many: z.boolean() }));
const state = z.enum(['draft', 'live', 'retired']);
const head = { mapping: z.number(), source: z.enum(SOURCES), sender: z.string(), kind: z.enum(MAPPING_KINDS) };
const text = z.string().nullable();
const faults = z.array(z.object({ rule: z.number().nullable(), code: z.string(), words, detail: z.string() }));

export const mappingListBody = z.object({
  items: z.array(
    z.object({
      ...head,
      live: z.number().nullable(),
      draft: z.number().nullable(),
      retired: z.number(),
      changedAt: text,
    }),
  ),
  targets,
});

export const mappingBody = z.object({
  ...head,
  content: mappingContent,
  state,
  version: z.number(),
  live: z.number().nullable(),
  faults,
  targets,
  versions: z.array(
    z.object({
      version: z.number(),
      state,
      changedBy: z.string(),
      changedAt: z.string(),
      publishedBy: text,
      publishedAt: text,
      retiredAt: text,
    }),
  ),
  samples: z.array(
    z.object({
      sample: z.number(),
      fileName: z.string(),
      origin: z.enum(['made-up', 'given-by-sender']),
      sizeBytes: z.number(),
      addedBy: z.string(),
      addedAt: z.string(),
      expectedBy: text,
      expectedAt: text,
    }),
  ),
});

export const previewBody = z.object({
  faults,
  samples: z.array(
    z.object({
      sampleId: z.number(),
      fileName: z.string(),
      standing: z.enum(['as-expected', 'differs', 'not-saved']),
      digest: z.string(),
      fields: z.array(z.object({ path: z.string(), examples: z.array(z.string()) })),
      fault: z.object({ code: z.string(), line: z.number().nullable() }).nullable(),
      records: z.array(
        z.object({
          cells: z.array(z.object({ rule: z.number(), from: text, to: z.string(), written: z.string(), read: text })),
          drift: z.array(z.object({ path: z.string(), kind: z.string(), detail: z.string() })),
          unmapped: z.array(z.object({ place: z.string(), value: z.string() })),
          fault: text,
        }),
      ),
    }),
  ),
});
