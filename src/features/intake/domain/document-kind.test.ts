import { describe, expect, it } from 'vitest';
import { documentKind } from './document-kind.ts';

// Proved here: imagery is told by its first bytes whatever it is called, and by its name whatever it holds.
// Alone: npx vitest run --project unit src/features/intake/domain/document-kind.test.ts

const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('a file to be attached', () => {
  it.each([
    ['JPEG', '\xff\xd8\xff\xe0\0\x10JFIF'],
    ['PNG', '\x89PNG\r\n\x1a\n'],
    ['GIF', 'GIF89a'],
    ['WebP', 'RIFF\x10\0\0\0WEBPVP8 '],
    ['AVI', 'RIFF\x10\0\0\0AVI LIST'],
    ['MP4', '\0\0\0\x18ftypmp42'],
    ['HEIC', '\0\0\0\x18ftypheic'],
    ['QuickTime', '\0\0\0\x08wide'],
    ['Matroska', '\x1aE\xdf\xa3\x01'],
    ['MPEG', '\0\0\x01\xba'],
    ['TIFF', 'II*\0'],
    ['SVG', '<?xml version="1.0"?>\n<svg xmlns="x">'],
  ])('that is %s is imagery under any name', (_kind, head) => {
    expect(documentKind(bytes(head), 'access-log.txt')).toBe('imagery');
  });

  it('that is called an image is refused as one', () => {
    expect(documentKind(bytes('plain text'), 'Photo.JPG ')).toBe('imagery');
  });

  it.each([
    ['a log', '192.0.2.7 - - [24/Nov/2026:10:00:00 +0000] "GET /"'],
    ['a PDF', '%PDF-1.7\n'],
    ['a workbook', 'PK\x03\x04\x14\0'],
    ['a compressed log', '\x1f\x8b\x08\0'],
    ['UTF-16 text', '\xff\xfea\0b\0'],
    ['XML', '<?xml version="1.0"?><log/>'],
  ])('that is %s is a document', (_kind, head) => {
    expect(documentKind(bytes(head), 'evidence')).toBe('document');
  });

  it('that is neither is unknown', () => {
    expect(documentKind(bytes('\x7fELF\x02\x01\0\0'), 'tool')).toBe('unknown');
  });
});
