import { describe, expect, test } from 'vitest';
import { parseBlobLocation } from './blob-location.ts';

describe('where blobs lie', () => {
  test('a folder is taken as it is written', () => {
    expect(parseBlobLocation('file:/var/lib/vigie/blobs')).toEqual({ kind: 'file', dir: '/var/lib/vigie/blobs' });
  });

  test('a bucket has a prefix, an endpoint and a region, each with its default', () => {
    expect(parseBlobLocation('s3://evidence')).toEqual({
      kind: 's3',
      bucket: 'evidence',
      prefix: '',
      endpoint: null,
      region: 'us-east-1',
    });
    expect(parseBlobLocation('s3://evidence/centre/a/?endpoint=http://127.0.0.1:9000&region=ca-central-1')).toEqual({
      kind: 's3',
      bucket: 'evidence',
      prefix: 'centre/a/',
      endpoint: 'http://127.0.0.1:9000',
      region: 'ca-central-1',
    });
  });

  test.each([
    '',
    'file:',
    '/var/lib',
    's3:evidence',
    's3://',
    's3://a:b@evidence',
    's3://evidence?endpoint=ftp://x',
    'https://x',
  ])('what says neither is refused: %s', (text) => expect(parseBlobLocation(text)).toBeNull());
});
