import { expect, it } from 'vitest';
import { beginsAsDocument } from './document-kinds.ts';

it('tells a scanned document by its first bytes, and takes no picture for one', () => {
  expect(beginsAsDocument(Buffer.from('%PDF-1.7'))).toBe(true);
  expect(beginsAsDocument(Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14]))).toBe(true);
  expect(beginsAsDocument(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00]))).toBe(false);
  expect(beginsAsDocument(Buffer.from('%PD'))).toBe(false);
});
