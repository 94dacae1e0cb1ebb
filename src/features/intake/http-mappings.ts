import { z } from 'zod';
import type { Clock } from '#core/clock.ts';
import { SOURCES } from '#core/vocabulary.ts';
import { answer, notFound, type Route, type RouteAnswer, refused, route } from '#platform/http/route.ts';
import {
  addSample,
  createMapping,
  expectResult,
  type MappingRefusal,
  publishMapping,
  removeSample,
  retireMapping,
  saveDraft,
} from './commands/keep-mappings.ts';
import { MAPPING_KINDS } from './domain/mapping.ts';
import { MAPPING_TARGETS } from './domain/mapping-targets.ts';
import { KEEP_MAPPINGS } from './domain/permissions.ts';
import { FAULT_WORDS, MAPPING_MESSAGES } from './mapping-messages.ts';
import { mappingBody, mappingContent, mappingListBody, previewBody } from './mapping-schemas.ts';
import { listMappings, previewMapping, showMapping } from './queries/show-mappings.ts';

interface Deps {
  readonly clock: Clock;
}

const LARGEST_SAMPLE_BYTES = 512 * 1024;

const mappingParam = z.object({ mapping: z.coerce.number().int().positive() });
const sampleParam = mappingParam.extend({ sample: z.coerce.number().int().positive() });
const frame = { audience: 'staff', permission: KEEP_MAPPINGS, audit: KEEP_MAPPINGS.name } as const;
const versioned = z.object({ version: z.number() });

/** `mappings`: how new senders' documents are read, made by an administrator on samples; no report is in sight. */
export function mappingRoutes(deps: Deps): readonly Route[] {
  return [
    list(),
    create(deps),
    show(),
    save(deps),
    preview(),
    sample(deps),
    letGo(),
    expectation(deps),
    publish(deps),
    retire(deps),
  ];
}

function list(): Route {
  return route({
    ...frame,
    method: 'GET',
    path: '/mappings',
    summary: 'Mappings with the state of their versions, and every target there is',
    answer: mappingListBody,
    handle: async ({ tx, actor }) => {
      const found = await listMappings(tx, actor);
      return found.ok ? answer({ items: found.value, targets: MAPPING_TARGETS }) : notFound();
    },
  });
}

function create(deps: Deps): Route {
  return route({
    ...frame,
    method: 'POST',
    path: '/mappings',
    summary: 'Begins a mapping of one sender’s documents',
    body: z.object({
      source: z.enum(SOURCES),
      sender: z.string().trim().min(1).max(300),
      kind: z.enum(MAPPING_KINDS),
    }),
    answer: z.object({ mapping: z.number() }),
    handle: async ({ tx, actor, body }) => {
      const made = await createMapping(tx, deps, actor, body);
      return made.ok ? answer({ mapping: made.value.mappingId }) : notFound();
    },
  });
}

function show(): Route {
  return route({
    ...frame,
    method: 'GET',
    path: '/mappings/:mapping',
    summary: 'One mapping: its versions, the newest content, its samples by name',
    params: mappingParam,
    answer: mappingBody,
    handle: async ({ tx, actor, params }) => {
      const found = await showMapping(tx, actor, params.mapping);
      return found.ok ? answer({ ...found.value, targets: MAPPING_TARGETS }) : problemOf(found.refusal);
    },
  });
}

function save(deps: Deps): Route {
  return route({
    ...frame,
    method: 'PUT',
    path: '/mappings/:mapping/draft',
    summary: 'Writes the draft; a version in force is never edited',
    params: mappingParam,
    body: z.object({ content: mappingContent }),
    answer: versioned,
    handle: async ({ tx, actor, params, body }) => {
      const saved = await saveDraft(tx, deps, actor, params.mapping, body.content);
      return saved.ok ? answer({ version: saved.value.version }) : problemOf(saved.refusal);
    },
  });
}

function preview(): Route {
  return route({
    ...frame,
    method: 'POST',
    path: '/mappings/:mapping/preview',
    shownOnce: ['samples'],
    summary: 'The first rows of the samples as a mapping would read them; nothing is kept',
    params: mappingParam,
    body: z.object({ content: mappingContent }),
    answer: previewBody,
    handle: async ({ tx, actor, params, body }) => {
      const tried = await previewMapping(tx, actor, params.mapping, body.content);
      return tried.ok ? answer(tried.value) : problemOf(tried.refusal);
    },
  });
}

function sample(deps: Deps): Route {
  return route({
    ...frame,
    method: 'POST',
    path: '/mappings/:mapping/samples',
    summary: 'Keeps rows to look at, marked as made up or as given by the sender for this',
    params: mappingParam,
    body: z.object({
      fileName: z.string().trim().min(1).max(200),
      origin: z.enum(['made-up', 'given-by-sender']),
      base64: z
        .string()
        .min(4)
        .max(Math.ceil(LARGEST_SAMPLE_BYTES / 3) * 4),
    }),
    answer: z.object({ sample: z.number() }),
    handle: async ({ tx, actor, params, body }) => {
      const bytes = Buffer.from(body.base64, 'base64');
      if (bytes.length === 0 || bytes.length > LARGEST_SAMPLE_BYTES) return problemOf({ kind: 'not-base64' });
      const { fileName, origin } = body;
      const added = await addSample(tx, deps, actor, params.mapping, { fileName, origin, bytes });
      return added.ok ? answer({ sample: added.value.sampleId }) : problemOf(added.refusal);
    },
  });
}

function letGo(): Route {
  return route({
    ...frame,
    method: 'DELETE',
    path: '/mappings/:mapping/samples/:sample',
    summary: 'Lets go of a sample for good',
    params: sampleParam,
    handle: async ({ tx, actor, params }) => {
      const done = await removeSample(tx, actor, params.mapping, params.sample);
      return done.ok ? { status: 204 } : problemOf(done.refusal);
    },
  });
}

function expectation(deps: Deps): Route {
  return route({
    ...frame,
    method: 'PUT',
    path: '/mappings/:mapping/samples/:sample/expectation',
    summary: 'Saves what the draft reads a sample as, found right by whoever looked at this result',
    params: sampleParam,
    body: z.object({ digest: z.string().regex(/^[0-9a-f]{64}$/) }),
    handle: async ({ tx, actor, params, body }) => {
      const seen = { sampleId: params.sample, digest: body.digest };
      const done = await expectResult(tx, deps, actor, params.mapping, seen);
      return done.ok ? { status: 204 } : problemOf(done.refusal);
    },
  });
}

function publish(deps: Deps): Route {
  return route({
    ...frame,
    method: 'POST',
    path: '/mappings/:mapping/publication',
    summary: 'Puts the draft in force, when every saved sample is read as expected',
    stepUp: true,
    params: mappingParam,
    answer: versioned,
    handle: async ({ tx, actor, params }) => {
      const done = await publishMapping(tx, deps, actor, params.mapping);
      return done.ok ? answer(done.value) : problemOf(done.refusal);
    },
  });
}

function retire(deps: Deps): Route {
  return route({
    ...frame,
    method: 'POST',
    path: '/mappings/:mapping/retirement',
    summary: 'Takes a mapping out of force',
    stepUp: true,
    params: mappingParam,
    answer: versioned,
    handle: async ({ tx, actor, params }) => {
      const done = await retireMapping(tx, deps, actor, params.mapping);
      return done.ok ? answer(done.value) : problemOf(done.refusal);
    },
  });
}

function problemOf(refusal: MappingRefusal | { readonly kind: 'not-base64' }): RouteAnswer {
  const { kind } = refusal;
  if (kind === 'not-permitted' || kind === 'no-such-mapping') return notFound();
  if (kind === 'faulty') {
    const errors = refusal.faults.map(({ rule, code, detail }) => ({
      path: rule === null ? 'content' : `rules.${rule}`,
      message: `${FAULT_WORDS[code].en} ${detail}`.trim(),
    }));
    return refused({ status: 422, code: kind, title: MAPPING_MESSAGES[kind], errors });
  }
  const { en, fr } = MAPPING_MESSAGES[kind];
  const names = kind === 'sample-differs' ? refusal.fileNames.join(', ') : '';
  return refused({ status: 409, code: kind, title: { en: `${en}${names}`, fr: `${fr}${names}` } });
}
