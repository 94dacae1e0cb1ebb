import { LIMITS } from './limits.ts';

// Between the limited process and its supervisor: magic, length of the description, description (JSON), raw RGB.
const MAGIC = Buffer.from('VGD1');
const HEAD_BYTES = MAGIC.length + 4;

/** The most bytes an answer can have. */
export const MOST_ANSWER_BYTES = HEAD_BYTES + LIMITS.factsBytes + LIMITS.side * LIMITS.side * 3;

/** What a picture says about itself. Texts are as written in the file: evidence, never trusted. */
export interface ImageFacts {
  readonly format: 'jpeg' | 'png' | 'webp' | 'heif';
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** EXIF: 1 to 8; null when none is stated. */
  readonly orientation: number | null;
  readonly exif: ExifFacts | null;
}

export interface ExifFacts {
  readonly make: string | null;
  readonly model: string | null;
  readonly software: string | null;
  /** `YYYY:MM:DD HH:MM:SS`, without a zone. */
  readonly takenAt: string | null;
  /** Degrees, north and east positive. */
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** Pixels as they come out of the limited process: RGB, row by row, at most 512 × 512. */
export interface RawPixels {
  readonly width: number;
  readonly height: number;
  readonly rgb: Buffer;
}

export type DecoderAnswer =
  | { readonly ok: true; readonly facts: ImageFacts; readonly pixels: RawPixels }
  | { readonly ok: false; readonly why: 'not-an-image' | 'broken' | 'too-many-pixels' };

/** Writes an answer; used inside the limited process only. */
export function writeAnswer(answer: DecoderAnswer): Buffer {
  const { rgb, description } = answer.ok
    ? {
        rgb: answer.pixels.rgb,
        description: { facts: answer.facts, width: answer.pixels.width, height: answer.pixels.height },
      }
    : { rgb: Buffer.alloc(0), description: { why: answer.why } };
  const text = Buffer.from(JSON.stringify(description));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([MAGIC, length, text, rgb]);
}

/** Reads what a limited process wrote, which may be anything: null unless every field and every length is as promised. */
export function readAnswer(bytes: Buffer): DecoderAnswer | null {
  if (bytes.length < HEAD_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const length = bytes.readUInt32BE(MAGIC.length);
  if (length > LIMITS.factsBytes || bytes.length < HEAD_BYTES + length) return null;
  const description = parseRecord(bytes.subarray(HEAD_BYTES, HEAD_BYTES + length));
  const rgb = bytes.subarray(HEAD_BYTES + length);
  if (description === null) return null;
  if ('why' in description) return rgb.length === 0 ? refusalOf(description['why']) : null;
  const { width, height } = description;
  const facts = factsOf(description['facts']);
  if (facts === null || !isWhole(width, LIMITS.side) || !isWhole(height, LIMITS.side)) return null;
  return rgb.length === width * height * 3 ? { ok: true, facts, pixels: { width, height, rgb } } : null;
}

type Fields = Readonly<Record<string, unknown>>;

function parseRecord(bytes: Buffer): Fields | null {
  try {
    return recordOf(JSON.parse(bytes.toString('utf8')));
  } catch {
    return null;
  }
}

function recordOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

function refusalOf(why: unknown): DecoderAnswer | null {
  return why === 'not-an-image' || why === 'broken' || why === 'too-many-pixels' ? { ok: false, why } : null;
}

function factsOf(value: unknown): ImageFacts | null {
  const given = recordOf(value);
  if (given === null) return null;
  const { format, width, height, channels, orientation } = given;
  if (format !== 'jpeg' && format !== 'png' && format !== 'webp' && format !== 'heif') return null;
  if (!isWhole(width, LIMITS.pixels) || !isWhole(height, LIMITS.pixels) || !isWhole(channels, 16)) return null;
  const exif = given['exif'] === null ? null : exifOf(recordOf(given['exif']));
  return { format, width, height, channels, orientation: isWhole(orientation, 8) ? orientation : null, exif };
}

function exifOf(given: Fields | null): ExifFacts | null {
  if (given === null) return null;
  return {
    make: textOf(given['make']),
    model: textOf(given['model']),
    software: textOf(given['software']),
    takenAt: textOf(given['takenAt']),
    latitude: degreesOf(given['latitude'], 90),
    longitude: degreesOf(given['longitude'], 180),
  };
}

function isWhole(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.length <= 200 ? value : null;
}

function degreesOf(value: unknown, most: number): number | null {
  return typeof value === 'number' && Math.abs(value) <= most ? value : null;
}
