import type { Actor } from '#core/actor.ts';
import { readyRaw } from '../commands/prepare-raw.ts';
import { mappingsOf } from '../domain/choose-mapping.ts';
import { emptyReport } from '../domain/empty-report.ts';
import { staysInVault } from '../domain/stays-in-vault.ts';
import type { Shape } from '../import/drop-file.ts';
import type { FoundRecord } from '../import/found-record.ts';
import { keepMail, mailOf } from '../import/keep-mail.ts';
import { LARGEST_DOCUMENT_BYTES, readRecords, STREAMED, tableRecords } from '../import/read-document.ts';
import type { IntakeDeps } from '../received.ts';
import { selectLive } from '../store/mappings.ts';
import type { Arrival, ImportResult, Waiting } from './arrival.ts';
import { storeReceipts } from './store-receipts.ts';

/** A document in memory, as its sender calls it. */
export interface Document {
  readonly name: string;
  readonly bytes: Buffer;
  readonly shape: Exclude<Shape, 'archive'>;
}

/** Receives every report of one document; otherwise as `storeReceipts`. */
export function receiveDocument(
  deps: IntakeDeps,
  actor: Actor,
  document: Document,
  arrival: Arrival,
): Promise<ImportResult> {
  return storeReceipts(deps, actor, reportsIn(deps, document, arrival));
}

/** The reports of a document one by one, as they wait to be stored; one too large to be read is kept whole. */
export async function* reportsIn(deps: IntakeDeps, document: Document, arrival: Arrival): AsyncGenerator<Waiting> {
  const file = document.name;
  const live = arrival.live ?? mappingsOf(await selectLive(deps.db, arrival.source), arrival.sender);
  const table = await tableRecords(document, live);
  if (table === null && !STREAMED.includes(document.shape) && document.bytes.length > LARGEST_DOCUMENT_BYTES) {
    const raw = await readyRaw(deps.vault, document.bytes, { fileName: file });
    const unread = { report: emptyReport('unreadable'), unreadable: 'too-large' };
    yield { file, received: { ...received(arrival, unread), raw, media: [] } };
    return;
  }
  for await (const record of table ?? readRecords(document, deps.clock.now(), live, deps.mailKeys)) {
    const place = record.place === undefined ? file : `${file}#${record.place}`;
    const { contentType, report } = record;
    const raw = await readyRaw(deps.vault, record.bytes ?? document.bytes, {
      contentType,
      fileName: place,
      staysInVault: staysInVault(report),
    });
    const mail = await keepMail(deps.vault, record, report.files.length);
    const whole = { ...record, report: { ...report, files: [...report.files, ...mail.files] } };
    const kept = { raw: { ...raw, ...mail.raw }, media: mail.media, ...mailOf(record) };
    yield { file: place, received: { ...received(arrival, whole), ...kept } };
  }
}

function received(arrival: Arrival, record: Pick<FoundRecord, 'report' | 'unreadable'>) {
  return {
    via: 'import',
    source: arrival.source,
    channel: arrival.channel,
    sender: senderOf(arrival, record.report),
    credentialId: null,
    receivedAt: arrival.receivedAt,
    state: 'open',
    report: record.report,
    unreadable: record.unreadable,
  } as const;
}

/** A document's own word comes first; but no machine files the notices of another provider. */
function senderOf({ channel, sender }: Arrival, { notice, senderName }: FoundRecord['report']): string | null {
  return notice !== undefined && channel === 'api' ? (sender ?? senderName) : (senderName ?? sender);
}
