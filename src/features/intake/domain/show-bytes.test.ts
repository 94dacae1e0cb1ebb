import { describe, expect, test } from 'vitest';
import { MOST_TEXT_BYTES, showBytes } from './show-bytes.ts';

const shown = (bytes: Buffer, size = bytes.length) => showBytes(bytes, size);

describe('bytes for a person’s eyes', () => {
  test('are characters where they are text, whatever they try to be on a page', () => {
    const page = '<script>alert(1)</script>é';
    expect(shown(Buffer.from(page))).toMatchObject({ text: page, encoding: 'utf-8', hex: [], isCut: false });
    expect(shown(Buffer.from('é', 'latin1'))).toMatchObject({ text: 'é', encoding: 'windows-1252' });
  });

  test('are numbers where they are none: a picture is never one here', () => {
    const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    const { text, hex } = shown(picture);
    expect(text).toBeNull();
    expect(hex).toEqual(['00000000  89 50 4e 47 0d 0a 1a 0a 00 00 00 0d 49 48 44 52  .PNG........IHDR']);
  });

  test('end at a bound, and say so; a character cut in two is left out', () => {
    const long = Buffer.from(`${'x'.repeat(MOST_TEXT_BYTES - 1)}éé`);
    const { text, isCut } = shown(long);
    expect([text?.length, isCut]).toEqual([MOST_TEXT_BYTES - 1, true]);
    expect(shown(Buffer.alloc(100_000)).hex).toHaveLength(128);
  });
});
