import { type Actor, actorRef } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import type { Permission } from '#core/permission.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { Source } from '#core/vocabulary.ts';
import { requirePermission } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { checkMapping, type Mapping, type MappingFault, type MappingKind } from '../domain/mapping.ts';
import { KEEP_MAPPINGS } from '../domain/permissions.ts';
import { type SampleTrial, trySamples } from '../queries/try-samples.ts';
import {
  deleteSample,
  insertMapping,
  insertSample,
  lockMapping,
  publishDraft,
  retireLive,
  type SampleRow,
  selectSamples,
  selectVersions,
  writeDraft,
  writeExpected,
} from '../store/mappings.ts';

interface Deps {
  readonly clock: Clock;
}

export type MappingRefusal =
  | NotPermitted
  | {
      readonly kind:
        | 'no-such-mapping'
        | 'no-draft'
        | 'no-sample'
        | 'nothing-live'
        | 'too-many-samples'
        | 'result-changed';
    }
  | { readonly kind: 'faulty'; readonly faults: readonly MappingFault[] }
  | { readonly kind: 'sample-differs'; readonly fileNames: readonly string[] };

const MOST_SAMPLES = 20;

/** An empty draft to begin with. */
export function emptyMapping(kind: MappingKind): Mapping {
  return { kind, record: '', delimiter: null, recognises: [], zone: 'none', rules: [] };
}

/** Begins a mapping of one sender's documents with an empty draft. */
export async function createMapping(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  head: { readonly source: Source; readonly sender: string; readonly kind: MappingKind },
): Promise<Result<{ readonly mappingId: number }, NotPermitted>> {
  const allowed = await requirePermission(tx, actor, KEEP_MAPPINGS);
  if (!allowed.ok) return allowed;
  const by = { actor: actorRef(actor), at: deps.clock.now() };
  const mappingId = await insertMapping(tx, head, by);
  await writeDraft(tx, mappingId, emptyMapping(head.kind), by);
  await audit(tx, actor, KEEP_MAPPINGS, mappingId, { act: 'create', source: head.source, kind: head.kind });
  return ok({ mappingId });
}

/** Writes the draft; a published version is never touched, the next one is begun. */
export async function saveDraft(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  mappingId: number,
  content: Mapping,
): Promise<Result<{ readonly version: number; readonly faults: readonly MappingFault[] }, MappingRefusal>> {
  const found = await begin(tx, actor, mappingId);
  if (!found.ok) return found;
  // What kind of document it is was said when the mapping was begun.
  const own = { ...content, kind: found.value.kind };
  const version = await writeDraft(tx, mappingId, own, { actor: actorRef(actor), at: deps.clock.now() });
  await audit(tx, actor, KEEP_MAPPINGS, mappingId, { act: 'save-draft', version });
  return ok({ version, faults: checkMapping(own) });
}

/** Keeps rows to look at, marked as what they are. */
export async function addSample(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  mappingId: number,
  sample: Pick<SampleRow, 'fileName' | 'origin' | 'bytes'>,
): Promise<Result<{ readonly sampleId: number }, MappingRefusal>> {
  const found = await begin(tx, actor, mappingId);
  if (!found.ok) return found;
  if ((await selectSamples(tx, mappingId)).length >= MOST_SAMPLES) return refuse({ kind: 'too-many-samples' });
  const sampleId = await insertSample(tx, mappingId, sample, { actor: actorRef(actor), at: deps.clock.now() });
  await audit(tx, actor, KEEP_MAPPINGS, mappingId, { act: 'add-sample', sampleId, origin: sample.origin });
  return ok({ sampleId });
}

/** Lets go of a sample for good. */
export async function removeSample(
  tx: Tx,
  actor: Actor,
  mappingId: number,
  sampleId: number,
): Promise<Result<null, MappingRefusal>> {
  const found = await begin(tx, actor, mappingId);
  if (!found.ok) return found;
  if (!(await deleteSample(tx, mappingId, sampleId))) return refuse({ kind: 'no-sample' });
  await audit(tx, actor, KEEP_MAPPINGS, mappingId, { act: 'remove-sample', sampleId });
  return ok(null);
}

/** Saves what the draft reads a sample as, found right by the person who looked at exactly this result. */
export async function expectResult(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  mappingId: number,
  seen: { readonly sampleId: number; readonly digest: string },
): Promise<Result<null, MappingRefusal>> {
  const found = await begin(tx, actor, mappingId);
  if (!found.ok) return found;
  const draft = (await selectVersions(tx, [mappingId])).find(({ state }) => state === 'draft');
  if (draft === undefined) return refuse({ kind: 'no-draft' });
  const samples = (await selectSamples(tx, mappingId)).filter(({ sampleId }) => sampleId === seen.sampleId);
  const [trial] = await trySamples(draft.content, samples);
  if (trial === undefined) return refuse({ kind: 'no-sample' });
  if (trial.digest !== seen.digest) return refuse({ kind: 'result-changed' });
  const by = { actor: actorRef(actor), at: deps.clock.now() };
  await writeExpected(tx, seen.sampleId, trial.result, by);
  await audit(tx, actor, KEEP_MAPPINGS, mappingId, { act: 'expect-result', sampleId: seen.sampleId });
  return ok(null);
}

/** Puts the draft in force: without a fault, with at least one saved sample, and with every saved sample read as expected. */
export async function publishMapping(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  mappingId: number,
): Promise<Result<{ readonly version: number }, MappingRefusal>> {
  const found = await begin(tx, actor, mappingId);
  if (!found.ok) return found;
  const draft = (await selectVersions(tx, [mappingId])).find(({ state }) => state === 'draft');
  if (draft === undefined) return refuse({ kind: 'no-draft' });
  const faults = checkMapping(draft.content);
  if (faults.length > 0) return refuse({ kind: 'faulty', faults });
  const trials = await trySamples(draft.content, await selectSamples(tx, mappingId));
  const differing = trials.filter(({ standing }) => standing === 'differs');
  if (differing.length > 0) return refuse({ kind: 'sample-differs', fileNames: differing.map(nameOf) });
  if (!trials.some(({ standing }) => standing === 'as-expected')) return refuse({ kind: 'no-sample' });
  const by = { actor: actorRef(actor), at: deps.clock.now() };
  const before = await retireLive(tx, mappingId, by);
  await publishDraft(tx, mappingId, by);
  await audit(tx, actor, KEEP_MAPPINGS, mappingId, { act: 'publish', version: draft.version, before });
  return ok({ version: draft.version });
}

/** Takes a mapping out of force; what it read stays as it was read. */
export async function retireMapping(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  mappingId: number,
): Promise<Result<{ readonly version: number }, MappingRefusal>> {
  const found = await begin(tx, actor, mappingId);
  if (!found.ok) return found;
  const version = await retireLive(tx, mappingId, { actor: actorRef(actor), at: deps.clock.now() });
  if (version === null) return refuse({ kind: 'nothing-live' });
  await audit(tx, actor, KEEP_MAPPINGS, mappingId, { act: 'retire', version });
  return ok({ version });
}

function nameOf({ fileName }: SampleTrial): string {
  return fileName;
}

async function begin(tx: Tx, actor: Actor, mappingId: number) {
  const allowed = await requirePermission(tx, actor, KEEP_MAPPINGS);
  if (!allowed.ok) return allowed;
  const head = await lockMapping(tx, mappingId);
  return head === null ? refuse({ kind: 'no-such-mapping' } as const) : ok(head);
}

function audit(
  tx: Tx,
  actor: Actor,
  { name }: Permission,
  mappingId: number,
  detail: Readonly<Record<string, string | number | null>>,
) {
  return record(tx, { actor, act: name, objectKind: 'mapping', objectIds: [mappingId], outcome: 'done', detail });
}
