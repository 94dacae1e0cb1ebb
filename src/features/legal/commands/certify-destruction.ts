import { createHash } from 'node:crypto';
import type { Clock } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import type { Result } from '#core/result.ts';
import { staffByIds } from '#features/access';
import { record } from '#features/audit';
import { cmsSign } from '#platform/crypto/cms-sign.ts';
import type { SigningIdentity } from '#platform/crypto/signing-identity.ts';
import type { Typesetter } from '#platform/pdf/typesetter.ts';
import { type Db, inTransaction, type Queryable } from '#platform/postgres/transaction.ts';
import { type CertificateFacts, certificateDocument } from '../documents.ts';
import { certificateNumber } from '../domain/certificate-number.ts';
import { RETENTION } from '../rule-book.ts';
import { hasCertificate, insertCertificate } from '../store/certificates.ts';
import {
  type ExpungedReport,
  type ExpungeRow,
  selectExpunge,
  selectExpunged,
  selectRemoved,
} from '../store/disposals.ts';

export interface CertifyDeps {
  readonly clock: Clock;
  readonly signer: SigningIdentity;
  readonly centre: Bilingual;
  /** Refused where no compiler is installed: the certificate then stands as signed JSON alone. */
  readonly typesetter: () => Result<Typesetter, unknown>;
  /** Newest signed head of the audit log. */
  readonly treeHead: (q: Queryable) => Promise<{ readonly treeSize: number; readonly rootHash: string }>;
}

/** Makes and signs the certificate of a disposal that every part has completed; made twice, the first one stands. */
export async function certifyDestruction(db: Db, deps: CertifyDeps, expungeId: number): Promise<void> {
  const act = await selectExpunge(db, expungeId);
  if (act === null || (await hasCertificate(db, expungeId))) return;
  const facts = await factsOf(db, deps, act);
  const made = deps.typesetter();
  const pdf = (language: 'en' | 'fr') => (made.ok ? made.value.pdf(certificateDocument(facts, language)) : null);
  const [pdfEn, pdfFr] = [pdf('en'), pdf('fr')];
  const documents = { en: digest(pdfEn), fr: digest(pdfFr) };
  const body = Buffer.from(JSON.stringify({ kind: 'certificate-of-destruction', version: 1, ...facts, documents }));
  const signedAt = deps.clock.now();
  const signature = cmsSign(deps.signer, body, signedAt);
  const signer = deps.signer.certificate.subject;
  const { number } = facts;
  await inTransaction(db, async (tx) => {
    await insertCertificate(tx, { number, expungeId, body, signature, signer, signedAt, pdfEn, pdfFr });
    const actor = { kind: 'stage', stage: 'certify-destruction' } as const;
    const audited = { actor, act: 'certify-destruction', objectKind: 'expunge', objectIds: [expungeId] };
    await record(tx, { ...audited, outcome: 'done', detail: { number, sha256: digest(body) } });
  });
}

async function factsOf(db: Db, deps: CertifyDeps, act: ExpungeRow): Promise<CertificateFacts> {
  const reports = await selectExpunged(db, act.expungeId);
  const people = await staffByIds(db, [act.proposedBy, act.approvedBy, act.carriedOutBy]);
  const name = (id: number) => people.find((one) => one.staffId === id)?.name ?? `${id}`;
  return {
    number: certificateNumber(act.at, act.expungeId),
    centre: deps.centre,
    at: act.at,
    authority: act.authority,
    ruleVersion: act.ruleVersion,
    proposedBy: name(act.proposedBy),
    approvedBy: name(act.approvedBy),
    carriedOutBy: name(act.carriedOutBy),
    proposalId: act.proposalId,
    classes: classesOf(reports),
    reports: reports.map((one) => one.number),
    removed: await selectRemoved(db, act.expungeId),
    copies: act.copies,
    tree: await deps.treeHead(db),
  };
}

function classesOf(reports: readonly ExpungedReport[]): CertificateFacts['classes'] {
  return [...Map.groupBy(reports, (one) => one.class)].map(([code, members]) => {
    const unknown = { en: code, fr: code };
    const { words, authority } = RETENTION.classes.find((one) => one.code === code) ?? {
      words: unknown,
      authority: unknown,
    };
    return { code, count: members.length, words, authority };
  });
}

function digest(bytes: Buffer): string;
function digest(bytes: Buffer | null): string | null;
function digest(bytes: Buffer | null): string | null {
  return bytes === null ? null : createHash('sha256').update(bytes).digest('hex');
}
