import { createHash } from 'node:crypto';
import type { Actor } from '#core/actor.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { requirePermission } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { ENTER_AT_DESK } from '../domain/permissions.ts';
import { buildDeskEntry, type DeskEntry } from '../parse/build-desk-entry.ts';
import type { ReceiveDeps } from '../received.ts';
import type { SubmittedIdentifier } from '../types.ts';
import { receiveReport } from './receive-set.ts';

/** What was made of an entry: its number, and what was found in its words. */
export interface Entered {
  readonly number: string;
  readonly reportId: number;
  readonly found: readonly Pick<SubmittedIdentifier, 'kind' | 'value'>[];
}

export type EntryRefusal = NotPermitted | { readonly kind: 'notice-in-future' };

/**
 * Receives what was telephoned, faxed or handed over as a report of its true source; the clerk's own form is kept as its raw bytes.
 * Refuses `notice-in-future` for a first notice that has not been given yet.
 */
export async function enterAtDesk(
  tx: Tx,
  deps: ReceiveDeps,
  actor: Actor,
  entry: DeskEntry,
): Promise<Result<Entered, EntryRefusal>> {
  const allowed = await requirePermission(tx, actor, ENTER_AT_DESK);
  if (!allowed.ok) return allowed;
  const now = deps.clock.now();
  if (entry.noticeAt !== null && entry.noticeAt > now) return refuse({ kind: 'notice-in-future' });
  const report = buildDeskEntry(entry, now);
  const bytes = Buffer.from(JSON.stringify({ format: report.format, version: 1, enteredAt: now, ...entry }));
  const received = await receiveReport(tx, deps, actor, {
    via: 'submit',
    source: entry.source,
    channel: entry.channel,
    sender: report.senderName,
    credentialId: null,
    receivedAt: now,
    state: 'open',
    raw: {
      sha256: createHash('sha256').update(bytes).digest(),
      sizeBytes: bytes.length,
      inline: bytes,
      stored: null,
      contentType: 'application/json',
      fileName: null,
    },
    report,
    unreadable: null,
    media: [],
  });
  if (!received.ok) return received;
  const { reportId, number } = received.value;
  const audited = { actor, act: ENTER_AT_DESK.name, objectKind: 'report', objectIds: [reportId] };
  await record(tx, { ...audited, outcome: 'done', detail: { source: entry.source, channel: entry.channel } });
  const identifiers = [...report.identifiers, ...report.persons.flatMap((person) => person.identifiers)];
  return ok({ number, reportId, found: identifiers.map(({ kind, value }) => ({ kind, value })) });
}
