import type { Actor } from '#core/actor.ts';
import type { Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { requirePermission } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import type { StoredBytes } from '#features/vault';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { emptyReport } from '../domain/empty-report.ts';
import type { ProviderNotice } from '../domain/notice.ts';
import { type NoticeReceipt, receiptOf } from '../domain/notice-receipt.ts';
import { FILE_NOTICE } from '../domain/permissions.ts';
import { foldedName } from '../domain/provider-name.ts';
import { inReceiptTransaction } from '../door/store-receipts.ts';
import { readJsonReport } from '../parse/read-json-report.ts';
import { writeNotice } from '../parse/write-notice.ts';
import type { IntakeDeps, ReceiptOutcome, Received } from '../received.ts';
import { selectReceipts } from '../store/notices.ts';
import { selectByNames, selectByPerson } from '../store/providers.ts';
import { prepareRaw } from './prepare-raw.ts';
import { storeReceived } from './receive-set.ts';

/** One notice on its way in: as filled in, or the bytes a machine sent. */
export interface NoticeFiling {
  readonly channel: 'portal' | 'api';
  readonly said: ProviderNotice | Buffer;
  /** For whom the command line files; a credential, a token or a person speaks for its own provider only. */
  readonly provider?: string;
  /** Logs and documents that came with a filled-in notice, in the vault already: files of the report after those it describes. */
  readonly attached?: readonly { readonly name: string; readonly stored: StoredBytes }[];
  /** When it was in our hands. @default now */
  readonly receivedAt?: Instant;
}

export interface FiledNotice {
  readonly outcome: ReceiptOutcome['outcome'];
  readonly incidentNumber: string;
  /** Null when nobody could read it: it is received all the same, under its number. */
  readonly receipt: NoticeReceipt | null;
  readonly unreadable: string | null;
}

/** Whoever files acts for no provider we know; or there is no room for a large one. */
export interface FilingRefusal {
  readonly kind: 'no-provider' | 'disk-full';
}

/**
 * Files one notice of a provider. Incomplete ones are taken, what is missing is told in the receipt. The same reference again, saying the
 * same: the same receipt, nothing stored. Saying something else: a new version under the same number, in the receipt's amendments.
 */
export async function fileNotice(
  deps: IntakeDeps,
  actor: Actor,
  filing: NoticeFiling,
): Promise<Result<FiledNotice, NotPermitted | FilingRefusal>> {
  const { attached = [] } = filing;
  const bytes = Buffer.isBuffer(filing.said) ? filing.said : writeNotice(withAttached(filing.said, attached));
  const raw = await prepareRaw(deps.vault, bytes, { contentType: 'application/json' });
  if (!raw.ok) return raw;
  const receivedAt = filing.receivedAt ?? deps.clock.now();
  const understood = understand(bytes, receivedAt);
  return inReceiptTransaction(deps, async (tx) => {
    const allowed = await requirePermission(tx, actor, FILE_NOTICE);
    if (!allowed.ok) return allowed;
    const sender = await senderOf(tx, actor, filing);
    if (sender === null) return refuse({ kind: 'no-provider' });
    const received: Received = {
      via: 'import',
      source: 'provider',
      channel: filing.channel,
      sender,
      credentialId: actor.kind === 'credential' ? actor.credentialId : null,
      receivedAt,
      state: 'open',
      raw: raw.value,
      ...understood,
      media: attached.map(({ stored }, at) => ({
        ordinal: understood.report.files.length - attached.length + at,
        stored,
      })),
    };
    const [outcome] = await storeReceived(tx, deps, actor, [received]);
    if (!outcome) throw new Error('A filed notice has no outcome.');
    const receipt = receiptOf(await selectReceipts(tx, [outcome.reportId], null));
    return ok({
      outcome: outcome.outcome,
      incidentNumber: outcome.number,
      receipt,
      unreadable: understood.unreadable,
    });
  });
}

/** The attached files stand last, by name. */
function withAttached(said: ProviderNotice, attached: readonly { readonly name: string }[]): ProviderNotice {
  if (attached.length === 0) return said;
  return { ...said, files: [...(said.files ?? []), ...attached.map(({ name }) => ({ name }))] };
}

function understand(bytes: Buffer, now: Instant): Pick<Received, 'report' | 'unreadable'> {
  const parsed = readJsonReport(bytes.toString('utf8'), { now });
  if (!parsed.ok) return { report: emptyReport('unreadable'), unreadable: parsed.refusal.kind };
  return { report: parsed.value, unreadable: null };
}

/** Whose notice it is: never what the document says of itself. */
async function senderOf(q: Queryable, actor: Actor, filing: NoticeFiling): Promise<string | null> {
  switch (actor.kind) {
    case 'credential':
      return actor.provider;
    case 'token':
      return actor.name;
    case 'staff':
      return (await selectByPerson(q, actor.staffId))?.name ?? null;
    case 'operator':
      return filing.provider ?? null;
    default:
      return null;
  }
}

/** The provider an actor speaks for, once it has an identity; null when it speaks for none. */
export async function providerOf(q: Queryable, actor: Actor) {
  if (actor.kind === 'staff') return selectByPerson(q, actor.staffId);
  const name = await senderOf(q, actor, { channel: 'api', said: {} });
  return name === null ? null : ((await selectByNames(q, [foldedName(name)])).get(foldedName(name)) ?? null);
}
