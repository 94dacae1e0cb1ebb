/** What the first bytes of an attached file are; nothing is decoded. */
export type DocumentKind = 'document' | 'imagery' | 'unknown';

/** As many bytes as are looked at. */
export const SNIFFED_BYTES = 512;

/** Signatures of images and video, as their first bytes in hexadecimal. @see https://mimesniff.spec.whatwg.org/ */
const IMAGERY: readonly RegExp[] = [
  // JPEG, PNG, GIF, BMP, TIFF and raw photographs, WebP and AVI
  /^ffd8ff/,
  /^89504e47/,
  /^47494638/,
  /^424d.{8}00000000/,
  /^(?:49492a00|4d4d002a|49492b00|4d4d002b)/,
  /^52494646.{8}(?:57454250|41564920)/,
  // ISO media (MP4, QuickTime, HEIC, AVIF): ftyp, moov, mdat, wide, free, skip, pnot
  /^.{8}(?:66747970|6d6f6f76|6d646174|77696465|66726565|736b6970|706e6f74)/,
  // Matroska and WebM, FLV, MPEG, MPEG transport, Windows Media, Ogg, RealMedia
  /^1a45dfa3/,
  /^464c5601/,
  /^000001b[a3]/,
  /^47.{374}47/,
  /^3026b2758e66cf11/,
  /^4f676753/,
  /^2e524d46/,
  // Photoshop, icons, JPEG XL, JPEG 2000
  /^38425053/,
  /^0000(?:01|02)00..00/,
  /^ff0a/,
  /^0000000c(?:4a584c20|6a502020)/,
  /^ff4fff51/,
];

/** Vector images are text that begins as one. */
const DRAWING = /^(?:ï»¿)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!doctype svg[^>]*>\s*)?<svg[\s>]/i;

/** PDF, ZIP (spreadsheets are such), gzip, old office files. */
const DOCUMENTS: readonly RegExp[] = [/^255044462d/, /^504b(?:0304|0506)/, /^1f8b/, /^d0cf11e0a1b11ae1/];

const IMAGERY_NAME =
  /\.(?:jpe?g|jfif|png|gif|webp|bmp|tiff?|heic|heif|avif|svg|ico|psd|jxl|jp2|dng|raw|cr2|nef|mp4|m4v|mov|avi|mkv|webm|wmv|flv|mpe?g|m2ts|mts|3gp|ogv|rmvb?)$/i;

/** Imagery by its bytes or by its name; a document by its bytes alone. Text is what holds no NUL. */
export function documentKind(head: Uint8Array, name: string): DocumentKind {
  const first = Buffer.from(head.subarray(0, SNIFFED_BYTES));
  const [hex, text] = [first.toString('hex'), first.toString('latin1')];
  if (IMAGERY_NAME.test(name.trim()) || IMAGERY.some((one) => one.test(hex)) || DRAWING.test(text)) return 'imagery';
  if (DOCUMENTS.some((signature) => signature.test(hex))) return 'document';
  const isWideText = /^(?:fffe|feff)/.test(hex);
  return isWideText || !text.includes('\0') ? 'document' : 'unknown';
}
