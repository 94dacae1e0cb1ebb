import { describe, expect, test } from 'vitest';
import { digestsOfFile, type HashedFile } from './digests-of-file.ts';

const SHA = 'a'.repeat(64);
const MD5 = 'b'.repeat(32);
const aFile = (fields: Partial<HashedFile>): HashedFile => ({
  fileId: 1,
  sizeBytes: 10,
  md5: null,
  sha256: null,
  claimedHashes: [],
  ...fields,
});

describe('what a file may be recognised by', () => {
  test('computed digests, the strong one first', () => {
    expect(digestsOfFile(aFile({ md5: MD5, sha256: SHA })).map((digest) => digest.kind)).toEqual(['sha256', 'md5']);
  });

  test('a claimed MD5 when the bytes never came, however it is written', () => {
    const claimedHashes = [{ type: 'MD-5', value: ` ${MD5.toUpperCase()} ` }];
    expect(digestsOfFile(aFile({ sizeBytes: null, claimedHashes }))).toEqual([{ kind: 'md5', hex: MD5 }]);
  });

  test('our own digest, not the claim, once the bytes are here', () => {
    const claimedHashes = [{ type: 'md5', value: 'c'.repeat(32) }];
    expect(digestsOfFile(aFile({ md5: MD5, claimedHashes }))).toEqual([{ kind: 'md5', hex: MD5 }]);
  });

  test('nothing for an empty file, its well-known digests and claims that are no digest', () => {
    expect(digestsOfFile(aFile({ sizeBytes: 0, md5: MD5 }))).toEqual([]);
    expect(digestsOfFile(aFile({ sizeBytes: null, md5: 'd41d8cd98f00b204e9800998ecf8427e' }))).toEqual([]);
    expect(digestsOfFile(aFile({ claimedHashes: [{ type: 'md5', value: 'unknown' }] }))).toEqual([]);
  });
});
