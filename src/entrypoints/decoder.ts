/**
 * The limited process: one file in on stdin, one answer out on stdout, then it ends. The only place where the bytes of a
 * picture meet a decoder. Started by `src/platform/decoder/`, without network, keys, environment or a disk to write to.
 */
import { once } from 'node:events';
import sharp, { type Metadata } from 'sharp';
import { type DecoderAnswer, type ImageFacts, writeAnswer } from '../platform/decoder/answer-frame.ts';
import { LIMITS } from '../platform/decoder/limits.ts';
import { readExif } from '../platform/decoder/read-exif.ts';

// Every loader is shut and four are opened: GIF, TIFF, SVG, PDF and libvips' own format stay shut (GHSA-f88m-g3jw-g9cj).
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadHeifBuffer',
  ],
});
sharp.cache(false);
sharp.concurrency(1);

const OPTIONS = { limitInputPixels: LIMITS.pixels, failOn: 'error', sequentialRead: true } as const;

const answer = writeAnswer(await decode(await readInput()));
if (!process.stdout.write(answer)) await once(process.stdout, 'drain');

async function readInput(): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of process.stdin) {
    bytes += part.length;
    if (bytes > LIMITS.inputBytes) throw new Error('More input than the supervisor may send.');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function decode(input: Buffer): Promise<DecoderAnswer> {
  const metadata = await sharp(input, OPTIONS)
    .metadata()
    .catch(() => null);
  if (metadata === null) return { ok: false, why: 'not-an-image' };
  const facts = factsOf(metadata);
  if (facts.width * facts.height > LIMITS.pixels) return { ok: false, why: 'too-many-pixels' };
  try {
    const { data, info } = await sharp(input, OPTIONS)
      .autoOrient()
      .resize(LIMITS.side, LIMITS.side, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#808080' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { ok: true, facts, pixels: { width: info.width, height: info.height, rgb: rgbOf(data, info.channels) } };
  } catch {
    return { ok: false, why: 'broken' };
  }
}

function factsOf(metadata: Metadata): ImageFacts {
  const { format, width, height, channels, orientation, exif } = metadata;
  if (format !== 'jpeg' && format !== 'png' && format !== 'webp' && format !== 'heif')
    throw new Error('A loader is open that should be shut.');
  return { format, width, height, channels, orientation: orientation ?? null, exif: exif ? readExif(exif) : null };
}

/** Grey becomes three equal channels; anything beyond three is left behind. */
function rgbOf(data: Buffer, channels: number): Buffer {
  if (channels === 3) return data;
  const pixels = data.length / channels;
  const rgb = Buffer.alloc(pixels * 3);
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let colour = 0; colour < 3; colour++)
      rgb[pixel * 3 + colour] = data[pixel * channels + (channels < 3 ? 0 : colour)] ?? 0;
  }
  return rgb;
}
