/** What is known of a file's content. Hexadecimal, any case. */
export interface HashedFile {
  readonly fileId: number;
  readonly sizeBytes: number | null;
  readonly md5: string | null;
  readonly sha256: string | null;
  readonly claimedHashes: readonly { readonly type: string; readonly value: string }[];
}

/** A digest a file may be recognised by. */
export interface Digest {
  readonly kind: 'sha256' | 'md5';
  readonly hex: string;
}

// Digests of no bytes at all: every empty file would match every other.
const OF_NOTHING = new Set([
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'd41d8cd98f00b204e9800998ecf8427e',
]);

const HEX_LENGTH = { sha256: 64, md5: 32 } as const;

/** The digests of a file, strongest first: computed ones, else what the sender claims. An empty file has none. */
export function digestsOfFile(file: HashedFile): readonly Digest[] {
  if (file.sizeBytes === 0) return [];
  const claimed = (kind: Digest['kind']) =>
    file.claimedHashes.find((hash) => hash.type.toLowerCase().replace(/[^a-z0-9]/g, '') === kind)?.value ?? null;
  const found: readonly (readonly [Digest['kind'], string | null])[] = [
    ['sha256', file.sha256 ?? claimed('sha256')],
    ['md5', file.md5 ?? claimed('md5')],
  ];
  return found.flatMap(([kind, text]) => {
    const hex = text?.trim().toLowerCase() ?? '';
    const sound = hex.length === HEX_LENGTH[kind] && /^[0-9a-f]+$/.test(hex) && !OF_NOTHING.has(hex);
    return sound ? [{ kind, hex }] : [];
  });
}
