import type { Instant } from '#core/clock.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

/** A certificate without its documents. */
export interface CertificateRow {
  readonly number: string;
  readonly expungeId: number;
  readonly body: Buffer;
  readonly signature: Buffer;
  readonly signer: string;
  readonly signedAt: Instant;
}

export type NewCertificate = CertificateRow & { readonly pdfEn: Buffer | null; readonly pdfFr: Buffer | null };

const COLUMNS = `number, expunge_id as "expungeId", body, signature, signer, signed_at as "signedAt"`;

/** Keeps a certificate; the first one of an act stands, however often it is made. */
export async function insertCertificate(tx: Tx, one: NewCertificate): Promise<void> {
  await tx.query(
    `insert into legal_certificate (number, expunge_id, body, signature, signer, pdf_en, pdf_fr, signed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (expunge_id) do nothing`,
    [one.number, one.expungeId, one.body, one.signature, one.signer, one.pdfEn, one.pdfFr, one.signedAt],
  );
}

export async function hasCertificate(q: Queryable, expungeId: number): Promise<boolean> {
  return (await q.query('select 1 from legal_certificate where expunge_id = $1', [expungeId])).length > 0;
}

/** Newest first. */
export function selectCertificates(q: Queryable, limit: number): Promise<CertificateRow[]> {
  return q.query<CertificateRow>(`select ${COLUMNS} from legal_certificate order by certificate_id desc limit $1`, [
    limit,
  ]);
}

export async function selectCertificate(q: Queryable, number: string): Promise<CertificateRow | null> {
  const [row] = await q.query<CertificateRow>(`select ${COLUMNS} from legal_certificate where number = $1`, [number]);
  return row ?? null;
}

/** The document in a language; null where there is none. */
export async function selectDocument(q: Queryable, number: string, language: 'en' | 'fr'): Promise<Buffer | null> {
  const column = language === 'en' ? 'pdf_en' : 'pdf_fr';
  const [row] = await q.query<{ pdf: Buffer | null }>(
    `select ${column} as pdf from legal_certificate where number = $1`,
    [number],
  );
  return row?.pdf ?? null;
}

/** Acts that are done and not yet certified, oldest first. */
export async function selectUncertified(
  q: Queryable,
): Promise<readonly { number: string; at: Instant; open: number }[]> {
  return q.query<{ number: string; at: Instant; open: number }>(
    `select min(report.number) as number, act.at, count(distinct report.report_id)::int as open
     from legal_expunge act
     join legal_expunged_report report on report.expunge_id = act.expunge_id
     where not exists (select from legal_certificate done where done.expunge_id = act.expunge_id)
     group by act.expunge_id, act.at
     order by act.at`,
  );
}
