import type { BlobStore } from './blob-store.ts';
import { openFileStore } from './file-store.ts';
import { openS3Store } from './s3-store.ts';

/** Where sealed blobs lie (interface page, section 2, `VIGIE_BLOBS`). */
export type BlobLocation =
  | { readonly kind: 'file'; readonly dir: string }
  | {
      readonly kind: 's3';
      readonly bucket: string;
      /** Empty, or ends with a slash. */
      readonly prefix: string;
      /** Null: the provider's own, by region. */
      readonly endpoint: string | null;
      readonly region: string;
    };

const DEFAULT_REGION = 'us-east-1';

/** Reads `file:<folder>` or `s3://bucket/prefix?endpoint=…&region=…`; null when it is neither. */
export function parseBlobLocation(text: string): BlobLocation | null {
  if (text.startsWith('file:')) {
    const dir = text.slice('file:'.length);
    return dir === '' ? null : { kind: 'file', dir };
  }
  if (!text.startsWith('s3://') || !URL.canParse(text)) return null;
  const url = new URL(text);
  const endpoint = url.searchParams.get('endpoint');
  if (url.hostname === '' || url.username !== '' || url.port !== '') return null;
  if (endpoint !== null && !/^https?:\/\/[^/]+\/?$/.test(endpoint)) return null;
  const path = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '');
  return {
    kind: 's3',
    bucket: url.hostname,
    prefix: path === '' ? '' : `${path}/`,
    endpoint,
    region: url.searchParams.get('region') ?? DEFAULT_REGION,
  };
}

/** Opens the store at this place; credentials of a bucket come by the usual AWS variables. */
export function openBlobStore(location: BlobLocation): Promise<BlobStore> {
  return location.kind === 'file' ? openFileStore(location) : openS3Store(location);
}
