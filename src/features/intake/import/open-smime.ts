import { ok, type Result, refuse } from '#core/result.ts';
import { MIB } from '#core/units.ts';
import { cmsDecrypt, cmsKind, type RecipientKey } from '#platform/crypto/cms-decrypt.ts';
import { type ReadSignature, readSigned } from '#platform/crypto/cms-read-signed.ts';
import type { MailSeals } from '../parse/mail-seals.ts';
import { decodeLeaf } from '../parse/mime-leaf.ts';
import { type MimeEntity, parameterOf, splitMime } from '../parse/mime-tree.ts';

/** The house's own keys for encrypted mail; looked up only where a mail is encrypted. */
export type MailKeys = () => Promise<readonly RecipientKey[]>;

export const NO_MAIL_KEYS: MailKeys = async () => [];

export interface OpenedMail {
  readonly entity: MimeEntity;
  readonly seals: MailSeals;
}

/** Why an encrypted mail, or a part of one, stays closed, by a code of the repair bench. */
export type SmimeRefusal = {
  readonly kind:
    | 'smime-no-key'
    | 'smime-not-for-this-key'
    | 'smime-unknown-cipher'
    | 'smime-damaged'
    | 'smime-too-deep';
};

/** Takes what encrypts and signs an entity off it; the very entity where nothing does. */
export type OpenSmime = (entity: MimeEntity) => Promise<Result<OpenedMail, SmimeRefusal>>;

const PKCS7 = /^application\/(?:x-)?pkcs7-mime$/;
/** Of one mail, wherever they lie: signed, encrypted and signed again, and as much again for what is forwarded in it. */
const MOST_LAYERS = 12;
/** What the layers of one mail come to, each counted. */
const MOST_OPENED_BYTES = 128 * MIB;

/** Opens the layers of one mail. Signatures are facts as stated: what is unsigned is read just so. */
export function smimeOpener(keys: MailKeys): OpenSmime {
  const left = { layers: MOST_LAYERS, bytes: MOST_OPENED_BYTES };
  let known: Promise<readonly RecipientKey[]> | null = null;
  const own = () => {
    known ??= keys();
    return known;
  };
  return async (outer) => {
    let entity = outer;
    let encrypted = false;
    const signatures: MailSeals['signatures'][number][] = [];
    for (;;) {
      const layer = await openLayer(entity, own, left);
      if (!layer.ok) return layer;
      if (layer.value === null) return ok({ entity, seals: { encrypted, signatures } });
      encrypted ||= layer.value.signatures === null;
      signatures.push(...(layer.value.signatures ?? []).map(statedOf));
      entity = splitMime(layer.value.content);
    }
  };
}

interface Layer {
  readonly content: Buffer;
  /** Null: it was encrypted. */
  readonly signatures: readonly ReadSignature[] | null;
}

async function openLayer(
  entity: MimeEntity,
  own: MailKeys,
  left: { layers: number; bytes: number },
): Promise<Result<Layer | null, SmimeRefusal>> {
  const der = await sealedBytes(entity);
  const kind = der === null ? null : cmsKind(der);
  if (kind === null && entity.type !== 'multipart/signed') return ok(null);
  if (left.layers === 0 || left.bytes < entity.bytes.length) return refuse({ kind: 'smime-too-deep' });
  left.layers -= 1;
  left.bytes -= entity.bytes.length;
  if (der === null || kind !== 'enveloped') {
    const signed = der === null ? await detachedOf(entity) : readSigned(der, null);
    return ok(signed);
  }
  const keys = await own();
  if (keys.length === 0) return refuse({ kind: 'smime-no-key' });
  const opened = cmsDecrypt(der, keys);
  return opened.ok ? ok({ content: opened.value, signatures: null }) : refuse({ kind: `smime-${opened.refusal.kind}` });
}

function statedOf({ signer, holds }: ReadSignature): MailSeals['signatures'][number] {
  return {
    signer: (signer?.subject ?? 'unknown').toWellFormed().replaceAll('\0', '\uFFFD').slice(0, 500),
    fingerprint: signer?.fingerprintSha256 ?? 'unknown',
    holds,
  };
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
