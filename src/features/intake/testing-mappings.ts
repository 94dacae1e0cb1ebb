import type { Actor } from '#core/actor.ts';
import type { Instant } from '#core/clock.ts';
import { granted } from '#core/result.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { addSample, createMapping, expectResult, publishMapping, saveDraft } from './commands/keep-mappings.ts';
import type { Mapping, MappingRule } from './domain/mapping.ts';
import { previewMapping } from './queries/show-mappings.ts';

const RECEIVED = '2026-11-24T12:00:00.000Z' as Instant;

/** A rule that reads one field as it stands. */
export function aRule(from: string, to: string, fields: Partial<MappingRule> = {}): MappingRule {
  return {
    from,
    constant: null,
    to,
    item: 1,
    part: 1,
    split: null,
    values: [],
    otherwise: 'keep',
    pattern: null,
    ...fields,
  };
}

/** A mapping of three fields, by whose names the fuzzed texts may well be found. */
export function aMapping(fields: Partial<Mapping> = {}): Mapping {
  return {
    kind: 'csv',
    record: '',
    delimiter: null,
    recognises: ['ref'],
    zone: 'none',
    rules: [aRule('ref', 'externalId'), aRule('when', 'occurredAt'), aRule('account', 'identifier.account')],
    ...fields,
  };
}

/** Puts a mapping of a sender in force, by way of a sample somebody looked at. */
export async function publishForTest(
  tx: Tx,
  actor: Actor,
  sender: string,
  content: Mapping = aMapping(),
  sample = 'ref,when,account\n1,2026-11-23T08:00:00Z,acct-1\n',
): Promise<number> {
  const deps = { clock: { now: () => RECEIVED } };
  const head = { source: 'provider', sender, kind: content.kind } as const;
  const { mappingId } = granted(await createMapping(tx, deps, actor, head));
  granted(await saveDraft(tx, deps, actor, mappingId, content));
  const bytes = Buffer.from(sample);
  granted(await addSample(tx, deps, actor, mappingId, { fileName: 'a.csv', origin: 'made-up', bytes }));
  await lookAndExpect(tx, actor, mappingId, content);
  granted(await publishMapping(tx, deps, actor, mappingId));
  return mappingId;
}

/** Looks at every sample as a mapping reads it, and finds it right. */
export async function lookAndExpect(tx: Tx, actor: Actor, mappingId: number, content: Mapping): Promise<void> {
  const { samples } = granted(await previewMapping(tx, actor, mappingId, content));
  for (const { sampleId, digest } of samples)
    granted(await expectResult(tx, { clock: { now: () => RECEIVED } }, actor, mappingId, { sampleId, digest }));
}
