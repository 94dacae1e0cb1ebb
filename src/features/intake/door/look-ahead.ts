import { stat } from 'node:fs/promises';
import { MIB } from '#core/units.ts';
import type { Source } from '#core/vocabulary.ts';
import { isDatabaseAway } from '#platform/http/database-away.ts';
import { codeOf } from '#platform/log/log.ts';
import { mappingsOf } from '../domain/choose-mapping.ts';
import { fileOnDisk, shapeOf } from '../import/drop-file.ts';
import { readRecords, tableRecords } from '../import/read-document.ts';
import type { IntakeDeps } from '../received.ts';
import { selectEveryLive } from '../store/mappings.ts';
import type { Spool } from './spool.ts';

/** What looking ahead asks of its door. */
type Looking = Pick<IntakeDeps, 'db' | 'clock' | 'log' | 'mailKeys'> & { readonly spool: Spool };

/** Nobody is made to read a larger document that may not come in yet. */
const LOOKED_AT_BYTES = MIB;

/** Where a document came from, as its mapping is chosen. */
export interface ComesFrom {
  readonly source: Source;
  readonly sender: string | null;
}

/**
 * Whether a small document says that somebody is in danger now, before it is received and without the database: mapped senders are read by
 * the copy of their mappings that the spool keeps. What cannot be read says nothing.
 */
export async function raisesAlarm(
  deps: Omit<Looking, 'db'>,
  { held, ending }: { readonly held: { readonly bytes: Buffer } | { readonly path: string }; readonly ending: string },
  from: ComesFrom | null,
): Promise<boolean> {
  const shape = shapeOf(ending);
  if (shape === 'archive') return false;
  try {
    if ('path' in held && (await stat(held.path)).size > LOOKED_AT_BYTES) return false;
    const document = 'path' in held ? { ...fileOnDisk(held.path), shape } : { bytes: held.bytes, shape };
    const ofSource = from === null ? [] : (await deps.spool.mappings()).filter(({ source }) => source === from.source);
    const live = mappingsOf(ofSource, from?.sender ?? null);
    const records =
      (await tableRecords(document, live)) ?? readRecords(document, deps.clock.now(), live, deps.mailKeys);
    for await (const { report } of records) if (report.senderAlarm !== null) return true;
  } catch (error) {
    deps.log.warn({ event: 'intake.look-ahead-failed', code: codeOf(error) });
  }
  return false;
}

/** Copies the mappings in force beside the spool, so that they are known there while the database is away; then the last copy stays. */
export async function copyMappings(deps: Pick<Looking, 'db' | 'spool'>): Promise<void> {
  try {
    await deps.spool.keepMappings(await selectEveryLive(deps.db));
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
  }
}
