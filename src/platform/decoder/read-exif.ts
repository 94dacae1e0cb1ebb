import type { ExifFacts } from './answer-frame.ts';

// TIFF 6.0 and Exif 2.32, as far as an investigator asks: who made the device, when, where. Runs in the limited process only.
const TAG = { make: 0x010f, model: 0x0110, software: 0x0131, exif: 0x8769, gps: 0x8825, takenAt: 0x9003 } as const;
const GPS = { latitudeRef: 1, latitude: 2, longitudeRef: 3, longitude: 4 } as const;
const MOST_ENTRIES = 200;
const MOST_TEXT = 200;

interface Tiff {
  readonly bytes: Buffer;
  readonly little: boolean;
}
interface Entry {
  readonly type: number;
  readonly count: number;
  /** Where the value stands, or where the offset of the value stands. */
  readonly at: number;
}

/** Reads the few facts of an EXIF block; null when it is not one. Whatever does not hold together is left out. */
export function readExif(block: Buffer): ExifFacts | null {
  const bytes = block.subarray(0, 6).toString('latin1') === 'Exif\0\0' ? block.subarray(6) : block;
  const order = bytes.subarray(0, 2).toString('latin1');
  if (bytes.length < 8 || (order !== 'II' && order !== 'MM')) return null;
  const tiff = { bytes, little: order === 'II' };
  const main = entriesAt(tiff, u32(tiff, 4));
  const exif = entriesAt(tiff, offsetOf(tiff, main.get(TAG.exif)));
  const gps = entriesAt(tiff, offsetOf(tiff, main.get(TAG.gps)));
  return {
    make: textOf(tiff, main.get(TAG.make)),
    model: textOf(tiff, main.get(TAG.model)),
    software: textOf(tiff, main.get(TAG.software)),
    takenAt: textOf(tiff, exif.get(TAG.takenAt)),
    latitude: degreesOf(tiff, gps.get(GPS.latitude), gps.get(GPS.latitudeRef), 'S'),
    longitude: degreesOf(tiff, gps.get(GPS.longitude), gps.get(GPS.longitudeRef), 'W'),
  };
}

function u16({ bytes, little }: Tiff, at: number): number {
  if (at < 0 || at + 2 > bytes.length) return 0;
  return little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
}

function u32({ bytes, little }: Tiff, at: number): number {
  if (at < 0 || at + 4 > bytes.length) return 0;
  return little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
}

function entriesAt(tiff: Tiff, at: number): ReadonlyMap<number, Entry> {
  const entries = new Map<number, Entry>();
  if (at < 8) return entries;
  const count = Math.min(u16(tiff, at), MOST_ENTRIES);
  for (let n = 0; n < count; n++) {
    const entry = at + 2 + n * 12;
    entries.set(u16(tiff, entry), { type: u16(tiff, entry + 2), count: u32(tiff, entry + 4), at: entry + 8 });
  }
  return entries;
}

function offsetOf(tiff: Tiff, entry: Entry | undefined): number {
  return entry ? u32(tiff, entry.at) : 0;
}

function textOf(tiff: Tiff, entry: Entry | undefined): string | null {
  if (entry?.type !== 2 || entry.count === 0) return null;
  const from = entry.count <= 4 ? entry.at : u32(tiff, entry.at);
  const bytes = tiff.bytes.subarray(from, from + Math.min(entry.count, MOST_TEXT));
  const end = bytes.indexOf(0);
  const text = bytes.subarray(0, end === -1 ? bytes.length : end).toString('latin1');
  return text.trim() === '' ? null : text.trim();
}

/** Three rationals: degrees, minutes, seconds. */
function degreesOf(tiff: Tiff, entry: Entry | undefined, ref: Entry | undefined, negative: string): number | null {
  if (entry?.type !== 5 || entry.count !== 3) return null;
  const at = u32(tiff, entry.at);
  const parts = [0, 8, 16].map((offset) => u32(tiff, at + offset) / u32(tiff, at + offset + 4));
  const degrees = (parts[0] ?? 0) + (parts[1] ?? 0) / 60 + (parts[2] ?? 0) / 3600;
  if (!Number.isFinite(degrees)) return null;
  return textOf(tiff, ref) === negative ? -degrees : degrees;
}
