import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bagInfoText,
  type DigestedFile,
  decodeBagPath,
  encodeBagPath,
  manifestText,
  payloadOxum,
} from './build-manifest.ts';

const file = (path: string, sizeBytes = 1): DigestedFile => ({
  path,
  sizeBytes,
  digests: { sha256: 'ab', sha512: 'cd' },
});

describe('a manifest', () => {
  it('lists paths in the order of their bytes, whatever order they come in', () => {
    const files = ['data/é', 'data/b', 'data/\u{1f600}', 'data/\uff5e', 'data/Z'].map((path) => file(path));
    const lines = manifestText(files, 'sha256').trim().split('\n');
    expect(lines).toEqual(lines.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    expect(manifestText(files.toReversed(), 'sha256')).toBe(manifestText(files, 'sha256'));
  });

  it('writes CR, LF and percent signs by their codes, and nothing else', () => {
    expect(manifestText([file('data/100%\r\n é')], 'sha512')).toBe('cd  data/100%25%0D%0A é\n');
  });

  it('gives every path back', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (path) => decodeBagPath(encodeBagPath(path)) === path));
  });
});

describe('bag-info', () => {
  it('keeps each value on one line and leaves empty ones out', () => {
    expect(
      bagInfoText([
        ['Contact-Name', 'Duty\ndesk'],
        ['Contact-Phone', null],
        ['Contact-Email', ' '],
      ]),
    ).toBe('Contact-Name: Duty desk\n');
  });

  it('counts bytes and files of the payload', () => {
    expect(payloadOxum([file('data/a', 3), file('data/b', 4)])).toBe('7.2');
  });
});
