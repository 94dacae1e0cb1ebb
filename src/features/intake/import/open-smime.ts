import { ok, type Result, refuse } from '#core/result.ts';
import { cmsDecrypt, cmsKind, type RecipientKey } from '#platform/crypto/cms-decrypt.ts';
import { readSigned } from '#platform/crypto/cms-read-signed.ts';
import { decodeLeaf } from '../parse/mime-leaf.ts';
import { type MimeEntity, parameterOf, splitMime } from '../parse/mime-tree.ts';
import type { MailSeals } from '../parse/parse-mail.ts';

/** The house's own keys for encrypted mail; looked up only where a mail is encrypted. */
export type MailKeys = () => Promise<readonly RecipientKey[]>;

export const NO_MAIL_KEYS: MailKeys = async () => [];

export interface OpenedMail {
  readonly entity: MimeEntity;
  readonly seals: MailSeals;
}

/** Why an encrypted mail stays closed, by a code of the repair bench. */
export type SmimeRefusal = {
  readonly kind: 'smime-no-key' | 'smime-not-for-this-key' | 'smime-unknown-cipher' | 'smime-damaged';
};

const PKCS7 = /^application\/(?:x-)?pkcs7-mime$/;
/** Signed, then encrypted, then signed again is as deep as programs go. */
const MOST_LAYERS = 4;

/** Takes what encrypts and signs a mail off it, layer by layer. Signatures are facts as stated: an unsigned mail is read just so. */
export async function openSmime(outer: MimeEntity, keys: MailKeys): Promise<Result<OpenedMail, SmimeRefusal>> {
  let entity = outer;
  let encrypted = false;
  const signatures: MailSeals['signatures'][number][] = [];
  for (let layer = 0; layer < MOST_LAYERS; layer++) {
    const der = await sealedBytes(entity);
    const kind = der === null ? null : cmsKind(der);
    if (der !== null && kind === 'enveloped') {
      const own = await keys();
      if (own.length === 0) return refuse({ kind: 'smime-no-key' });
      const opened = cmsDecrypt(der, own);
      if (!opened.ok) return refuse({ kind: `smime-${opened.refusal.kind}` });
      encrypted = true;
      entity = splitMime(opened.value);
      continue;
    }
    const signed = der !== null && kind === 'signed' ? readSigned(der, null) : await detachedOf(entity);
    if (signed === null) break;
    signatures.push(
      ...signed.signatures.map(({ signer, holds }) => ({
        signer: (signer?.subject ?? 'unknown').toWellFormed().replaceAll('\0', '\uFFFD').slice(0, 500),
        fingerprint: signer?.fingerprintSha256 ?? 'unknown',
        holds,
      })),
    );
    entity = splitMime(signed.content);
  }
  return ok({ entity, seals: { encrypted, signatures } });
}

/** The CMS bytes of an entity that is nothing else; null for any other, such as a mail in clear. */
async function sealedBytes(entity: MimeEntity): Promise<Buffer | null> {
  const isNamed =
    entity.type === 'application/octet-stream' && /smime\.p7m/i.test(entity.headers.get('content-type')?.[0] ?? '');
  return PKCS7.test(entity.type) || isNamed ? (await decodeLeaf(entity)).bytes : null;
}

async function detachedOf({ type, headers, parts }: MimeEntity) {
  const [content, signature] = parts;
  const protocol = parameterOf(headers.get('content-type')?.[0] ?? '', 'protocol') ?? '';
  if (type !== 'multipart/signed' || !content || !signature || !/pkcs7-signature/i.test(protocol)) return null;
  const { bytes } = await decodeLeaf(signature);
  const asIs = readSigned(bytes, content.bytes);
  if (asIs === null || asIs.signatures.some(({ holds }) => holds)) return asIs;
  // A mailbox on a disk may have single line feeds; what was signed has both.
  const canonical = Buffer.from(content.bytes.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
  return readSigned(bytes, canonical);
}
