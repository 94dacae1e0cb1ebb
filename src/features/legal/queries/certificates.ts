import type { Actor } from '#core/actor.ts';
import type { Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import {
  type CertificateRow,
  selectCertificate,
  selectCertificates,
  selectDocument,
  selectUncertified,
} from '../store/certificates.ts';

/** A certificate as lists show it. */
export interface CertificateLine {
  readonly number: string;
  readonly signedAt: Instant;
  readonly signer: string;
  readonly reports: readonly string[];
  readonly authority: string;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly documents: { readonly en: boolean; readonly fr: boolean };
}

const SHOWN = 200;

interface SignedBody {
  readonly reports: readonly string[];
  readonly authority: string;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly documents: { readonly en: string | null; readonly fr: string | null };
}

/** Certificates, newest first, and the disposals that are still being completed. */
export async function listCertificates(
  tx: Tx,
  actor: Actor,
): Promise<
  Result<
    {
      readonly items: readonly CertificateLine[];
      readonly underWay: readonly { readonly at: Instant; readonly reports: number; readonly first: string }[];
    },
    NotPermitted
  >
> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.seeRetention);
  if (!allowed.ok) return allowed;
  const rows = await selectCertificates(tx, SHOWN);
  const open = await selectUncertified(tx);
  await record(tx, { actor, act: 'list-certificates', objectKind: 'retention', objectIds: [], outcome: 'done' });
  return ok({
    items: rows.map(lineOf),
    underWay: open.map(({ number: first, at, open: reports }) => ({ first, at, reports })),
  });
}

/** One certificate as signed: the bytes of its JSON and the detached signature over them. */
export async function showCertificate(
  tx: Tx,
  actor: Actor,
  number: string,
): Promise<Result<CertificateRow, NotPermitted | { readonly kind: 'no-such-certificate' }>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.seeRetention);
  if (!allowed.ok) return allowed;
  const row = await selectCertificate(tx, number);
  if (row === null) return refuse({ kind: 'no-such-certificate' });
  await recordShown(tx, actor, row.expungeId);
  return ok(row);
}

/** The printed certificate; refuses where it was made without a typesetter. */
export async function certificatePdf(
  tx: Tx,
  actor: Actor,
  number: string,
  language: 'en' | 'fr',
): Promise<Result<Buffer, NotPermitted | { readonly kind: 'no-such-certificate' }>> {
  const shown = await showCertificate(tx, actor, number);
  if (!shown.ok) return shown;
  const pdf = await selectDocument(tx, number, language);
  return pdf === null ? refuse({ kind: 'no-such-certificate' }) : ok(pdf);
}

async function recordShown(tx: Tx, actor: Actor, expungeId: number): Promise<void> {
  const objectIds = [expungeId];
  await record(tx, { actor, act: 'show-certificate', objectKind: 'expunge', objectIds, outcome: 'done' });
}

function lineOf(row: CertificateRow): CertificateLine {
  const { reports, authority, proposedBy, approvedBy, documents } = JSON.parse(row.body.toString()) as SignedBody;
  return {
    number: row.number,
    signedAt: row.signedAt,
    signer: row.signer,
    reports,
    authority,
    proposedBy,
    approvedBy,
    documents: { en: documents.en !== null, fr: documents.fr !== null },
  };
}
