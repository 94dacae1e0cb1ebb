/** The digests every manifest of ours comes in (interop page, section 8). */
export const BAG_ALGORITHMS = ['sha256', 'sha512'] as const;
export type BagAlgorithm = (typeof BAG_ALGORITHMS)[number];

/** A file of the bag with its digests, lower-case hex. */
export interface DigestedFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly digests: Readonly<Record<BagAlgorithm, string>>;
}

/** RFC 8493, 2.1.1. */
export const BAG_DECLARATION = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** A manifest of payload or tag files, in the byte order of their paths. */
export function manifestText(files: readonly DigestedFile[], algorithm: BagAlgorithm): string {
  return files
    .map((file) => ({ path: encodeBagPath(file.path), digest: file.digests[algorithm] }))
    .sort((a, b) => compareCodePoints(a.path, b.path))
    .map(({ path, digest }) => `${digest}  ${path}\n`)
    .join('');
}

/** RFC 8493, 2.1.3: CR, LF and % are written as their percent codes, nothing else is. */
export function encodeBagPath(path: string): string {
  return path.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** Undoes `encodeBagPath`; other percent signs are left as they are, as foreign bags write them. */
export function decodeBagPath(text: string): string {
  return text.replace(/%(0D|0A|25)/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** `bag-info.txt`: one line per element; breaks inside a value become spaces, empty values are left out. */
export function bagInfoText(elements: readonly (readonly [label: string, value: string | null])[]): string {
  return elements
    .filter(([, value]) => value !== null && value.trim() !== '')
    .map(([label, value]) => `${label}: ${(value ?? '').replace(/\s+/g, ' ').trim()}\n`)
    .join('');
}

/** Payload-Oxum: bytes and number of the payload files. */
export function payloadOxum(payload: readonly DigestedFile[]): string {
  return `${payload.reduce((sum, file) => sum + file.sizeBytes, 0)}.${payload.length}`;
}

/** The order of UTF-8 bytes, which differs from JavaScript's own beyond U+FFFF. */
function compareCodePoints(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
