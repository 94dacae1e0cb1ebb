import type { Language } from '#core/locale.ts';
import { cyberTipPath, LOG_PATH, placedObjects, receiptProofPath, SUBMISSION_PROOF_PATH } from './bag-paths.ts';
import { bagInfoText, type DigestedFile, payloadOxum } from './build-manifest.ts';
import { custodyLog } from './custody-log.ts';
import { cyberTip } from './cybertip.ts';
import { hashesCsv } from './hashes-csv.ts';
import type { PackageContent, PackageObject, PackageProofs } from './package-content.ts';
import { referral } from './referral.ts';

/** One payload file: made here, or taken from the vault. */
export type BagEntry = { readonly path: string } & (
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'object'; readonly object: PackageObject }
);

/** A printed document of the package. */
export interface BagDocument {
  readonly name: 'file-disposition-report' | 'general-report';
  readonly language: Language;
  readonly pdf: Uint8Array;
}

export interface BagMaterial {
  readonly documents: readonly BagDocument[];
  readonly sha256Hex: (text: string) => string;
}

/** The payload of a package: the same content and documents give the same entries, byte for byte. */
export function assembleBag(content: PackageContent, material: BagMaterial): readonly BagEntry[] {
  return [
    text('data/referral.json', json(referral(content))),
    ...material.documents.map(({ name, language, pdf }) => bytes(`data/${name}-${language}.pdf`, pdf)),
    ...content.reports.map((report, index) => text(cyberTipPath(index), json(cyberTip(report)))),
    text('data/hashes.csv', hashesCsv(content)),
    text('data/custody.jsonl', custodyLog(content.custody, material.sha256Hex)),
    ...(content.proofs ? proofEntries(content.proofs) : []),
    ...placedObjects(content).map(({ path, object }) => ({ kind: 'object' as const, path, object })),
  ];
}

/** The proofs and what they are checked with. */
function proofEntries({ logKey, witness, witnessKeys, submission, received }: PackageProofs): readonly BagEntry[] {
  return [
    text(LOG_PATH, json({ logKey, witness, witnessKeys })),
    ...(submission === null ? [] : [text(SUBMISSION_PROOF_PATH, submission)]),
    ...received.map(({ report, text: proof }) => text(receiptProofPath(report), proof)),
  ];
}

// Names the shape of these bags (interop page, section 8) for a reader that checks it.
const BAG_PROFILE = 'urn:vigie:bagit-profile:package:1';

/** `bag-info.txt` of a package (interop page, section 8). */
export function bagInfo(content: PackageContent, payload: readonly DigestedFile[]): string {
  const { originator } = content;
  return bagInfoText([
    ['Source-Organization', `${originator.name.en} / ${originator.name.fr}`],
    ['Contact-Name', originator.contactName],
    ['Contact-Phone', originator.phone],
    ['Contact-Email', originator.email],
    ['External-Identifier', content.packageNumber],
    ['Internal-Sender-Identifier', `${content.packageNumber}/${content.part}`],
    ['Bagging-Date', content.generatedAt.slice(0, 10)],
    ['Payload-Oxum', payloadOxum(payload)],
    ['BagIt-Profile-Identifier', BAG_PROFILE],
  ]);
}

function text(path: string, content: string): BagEntry {
  return bytes(path, new TextEncoder().encode(content));
}

function bytes(path: string, content: Uint8Array): BagEntry {
  return { kind: 'bytes', path, bytes: content };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
