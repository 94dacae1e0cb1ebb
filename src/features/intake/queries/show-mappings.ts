import type { Actor } from '#core/actor.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { requirePermission, staffByIds } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { checkMapping, type Mapping } from '../domain/mapping.ts';
import { KEEP_MAPPINGS } from '../domain/permissions.ts';
import { FAULT_WORDS } from '../mapping-messages.ts';
import {
  type MappingVersion,
  selectMapping,
  selectMappings,
  selectSamples,
  selectVersions,
} from '../store/mappings.ts';
import { type SampleTrial, trySamples } from './try-samples.ts';

const SHOWN = 500;

/** All mappings with the state of their versions; audited. */
export async function listMappings(tx: Tx, actor: Actor) {
  const allowed = await requirePermission(tx, actor, KEEP_MAPPINGS);
  if (!allowed.ok) return allowed;
  const heads = await selectMappings(tx, SHOWN);
  const ids = heads.map(({ mappingId }) => mappingId);
  const versions = Map.groupBy(await selectVersions(tx, ids), ({ mappingId }) => mappingId);
  await audit(tx, actor, ids, 'list');
  return ok(
    heads.map(({ mappingId, source, sender, kind }) => {
      const own = versions.get(mappingId) ?? [];
      const find = (state: MappingVersion['state']) => own.find((one) => one.state === state);
      return {
        mapping: mappingId,
        source,
        sender,
        kind,
        live: find('live')?.version ?? null,
        draft: find('draft')?.version ?? null,
        retired: own.filter(({ state }) => state === 'retired').length,
        changedAt: own[0]?.changedAt ?? null,
      };
    }),
  );
}

/** One mapping: its versions, the content to work on, and its samples by name; audited. */
export async function showMapping(tx: Tx, actor: Actor, mappingId: number) {
  const allowed = await requirePermission(tx, actor, KEEP_MAPPINGS);
  if (!allowed.ok) return allowed;
  const head = await selectMapping(tx, mappingId);
  if (head === null) return refuse({ kind: 'no-such-mapping' } as const);
  const [versions, samples] = [await selectVersions(tx, [mappingId]), await selectSamples(tx, mappingId)];
  const refs = [
    ...versions.flatMap((one) => [one.changedBy, one.publishedBy ?? '']),
    ...samples.map((one) => one.addedBy),
  ];
  const name = await namesOf(tx, [...refs, ...samples.map((one) => one.expectedBy ?? '')]);
  const [newest] = versions;
  if (newest === undefined) throw new Error('A mapping has no version.');
  await audit(tx, actor, [mappingId], 'show');
  return ok({
    mapping: mappingId,
    source: head.source,
    sender: head.sender,
    kind: head.kind,
    content: newest.content,
    state: newest.state,
    version: newest.version,
    live: versions.find(({ state }) => state === 'live')?.version ?? null,
    faults: faultLines(newest.content),
    versions: versions.map(({ version, state, changedBy, changedAt, publishedBy, publishedAt, retiredAt }) => ({
      version,
      state,
      changedBy: name(changedBy),
      changedAt,
      publishedBy: publishedBy === null ? null : name(publishedBy),
      publishedAt,
      retiredAt,
    })),
    samples: samples.map(({ sampleId, fileName, origin, bytes, addedBy, addedAt, expectedBy, expectedAt }) => ({
      sample: sampleId,
      fileName,
      origin,
      sizeBytes: bytes.length,
      addedBy: name(addedBy),
      addedAt,
      expectedBy: expectedBy === null ? null : name(expectedBy),
      expectedAt,
    })),
  });
}

/** What a mapping, saved or not, makes of its samples: the first rows as they would be read, and whether they are as expected. Audited. */
export async function previewMapping(
  tx: Tx,
  actor: Actor,
  mappingId: number,
  content: Mapping,
): Promise<
  Result<
    { readonly faults: ReturnType<typeof faultLines>; readonly samples: readonly Omit<SampleTrial, 'result'>[] },
    NotPermitted | { readonly kind: 'no-such-mapping' }
  >
> {
  const allowed = await requirePermission(tx, actor, KEEP_MAPPINGS);
  if (!allowed.ok) return allowed;
  const head = await selectMapping(tx, mappingId);
  if (head === null) return refuse({ kind: 'no-such-mapping' });
  const own = { ...content, kind: head.kind };
  const trials = await trySamples(own, await selectSamples(tx, mappingId));
  await audit(tx, actor, [mappingId], 'preview');
  return ok({ faults: faultLines(own), samples: trials.map(({ result: _, ...shown }) => shown) });
}

/** The faults of a mapping in words. */
export function faultLines(content: Mapping) {
  return checkMapping(content).map(({ rule, code, detail }) => ({ rule, code, words: FAULT_WORDS[code], detail }));
}

async function namesOf(tx: Tx, refs: readonly string[]): Promise<(ref: string) => string> {
  const ids = refs.flatMap((ref) => (ref.startsWith('staff:') ? [Number(ref.slice('staff:'.length))] : []));
  const names = new Map((await staffByIds(tx, ids)).map((one) => [`staff:${one.staffId}`, one.name]));
  return (ref) => names.get(ref) ?? ref;
}

function audit(tx: Tx, actor: Actor, objectIds: readonly number[], act: string) {
  return record(tx, {
    actor,
    act: KEEP_MAPPINGS.name,
    objectKind: 'mapping',
    objectIds,
    outcome: 'done',
    detail: { act },
  });
}
