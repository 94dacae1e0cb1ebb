import { describe, expect, it } from 'vitest';
import { type BagReading, isBagTagFile, readBag } from './read-bag.ts';

const DECLARATION = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

function read(
  tags: Readonly<Record<string, string>>,
  payload: Readonly<Record<string, number>> = { 'data/a': 1 },
): BagReading {
  const tagTexts = new Map(
    Object.entries({ 'bagit.txt': DECLARATION, 'manifest-sha256.txt': 'ab  data/a\n', ...tags }),
  );
  return readBag({
    tagTexts,
    sizes: new Map([...[...tagTexts.keys()].map((path) => [path, 1] as const), ...Object.entries(payload)]),
  });
}
const faultsOf = (...args: Parameters<typeof read>) => read(...args).faults.map(({ path, kind }) => `${kind} ${path}`);
const warningsOf = (...args: Parameters<typeof read>) => read(...args).warnings.map(({ kind }) => kind);

describe('the reader of bags', () => {
  it('asks for the digest of each listed file', () => {
    expect(read({})).toMatchObject({
      version: '1.0',
      faults: [],
      expected: [{ path: 'data/a', algorithm: 'sha256', digest: 'ab', manifest: 'manifest-sha256.txt' }],
    });
  });

  it.each(['0.93', '0.94', '0.95', '0.96', '0.97'])('reads a bag of the draft %s', (version) => {
    const bagit = `BagIt-Version: ${version}\r\nTag-File-Character-Encoding: UTF-8\r\n`;
    expect(faultsOf({ 'bagit.txt': bagit })).toEqual([]);
  });

  it('faults a declaration that is missing, unknown or in another encoding', () => {
    expect(faultsOf({ 'bagit.txt': 'x' })).toContain('no-declaration bagit.txt');
    expect(faultsOf({ 'bagit.txt': DECLARATION.replace('1.0', '2.0') })).toContain('unknown-version bagit.txt');
    expect(faultsOf({ 'bagit.txt': DECLARATION.replace('UTF-8', 'KOI8-R') })).toContain('unknown-encoding bagit.txt');
  });

  it.each(['/etc/passwd', '~/x', 'data/../../x', '..', 'C:/x', 'data\\..\\..\\x', '%2Fetc'])(
    'judges the listed path %s',
    (path) => {
      const kinds = faultsOf({ 'manifest-sha256.txt': `ab  data/a\nab  ${path}\n` });
      expect(kinds).toContain(path === '%2Fetc' ? `missing ${path}` : `unsafe-path ${path}`);
    },
  );

  it('sets a bag with fetch.txt aside', () => {
    expect(faultsOf({ 'fetch.txt': 'https://site.example/x 1 data/b\n' })).toContain('quarantined-fetch fetch.txt');
  });

  it('faults what is listed and missing, there and unlisted, or listed twice', () => {
    expect(faultsOf({ 'manifest-sha256.txt': 'ab  data/a\nab  data/b\n' })).toEqual(['missing data/b']);
    expect(faultsOf({}, { 'data/a': 1, 'data/b': 1 })).toEqual(['not-listed data/b']);
    expect(faultsOf({ 'manifest-sha256.txt': 'ab  data/a\nab  data/a\n' })).toEqual(['listed-twice data/a']);
    expect(faultsOf({ 'manifest-sha256.txt': 'what is this\n' })).toContain('unreadable-line manifest-sha256.txt');
  });

  it('asks of version 1.0 alone that every manifest lists every file', () => {
    const tags = { 'manifest-sha512.txt': 'cd  data/a\n', 'manifest-sha256.txt': 'ab  data/a\nab  data/b\n' };
    const payload = { 'data/a': 1, 'data/b': 1 };
    expect(faultsOf(tags, payload)).toEqual(['not-listed data/b']);
    const old = { ...tags, 'bagit.txt': DECLARATION.replace('1.0', '0.97') };
    expect(faultsOf(old, payload)).toEqual([]);
    expect(warningsOf(old, payload)).toContain('not-in-every-manifest');
  });

  it('decodes percent codes from version 1.0 on only', () => {
    const tags = { 'manifest-sha256.txt': 'ab  data/a%0Ab\n' };
    expect(faultsOf(tags, { 'data/a\nb': 1 })).toEqual([]);
    expect(faultsOf({ ...tags, 'bagit.txt': DECLARATION.replace('1.0', '0.97') }, { 'data/a%0Ab': 1 })).toEqual([]);
  });

  it('compares the payload with its Oxum', () => {
    expect(faultsOf({ 'bag-info.txt': 'Payload-Oxum: 1.1\n' })).toEqual([]);
    expect(faultsOf({ 'bag-info.txt': 'Payload-Oxum: 2.1\n' })).toEqual(['wrong-oxum bag-info.txt']);
  });

  it('only warns of old habits', () => {
    const tags = { 'bagit.txt': `\ufeff${DECLARATION}`, 'manifest-md5.txt': 'ab *./data/a\n' };
    expect(faultsOf(tags)).toEqual([]);
    expect(warningsOf(tags)).toEqual(
      expect.arrayContaining(['byte-order-mark', 'weak-digest', 'binary-mark', 'dot-path']),
    );
  });

  it('knows which tag files it must be given', () => {
    expect(['bagit.txt', 'fetch.txt', 'tagmanifest-sha512.txt', 'data/bagit.txt', 'x.txt'].map(isBagTagFile)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
