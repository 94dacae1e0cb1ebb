import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandInput,
  type ListMultipartUploadsCommandOutput,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type MultipartUpload,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { type Instant, instantOf } from '#core/clock.ts';
import { KIB, MIB } from '#core/units.ts';
import { type BlobDraft, type BlobListing, type BlobStore, checkedName, type OpenBlob } from './blob-store.ts';
import { hasCode, mapped, s3Fault } from './s3-faults.ts';

export interface S3StoreOptions {
  readonly bucket: string;
  /** Empty, or ends with a slash. */
  readonly prefix: string;
  readonly endpoint: string | null;
  readonly region: string;
}

// The least S3 takes: 10,000 of them make a blob of 48 GiB, and an upload holds a few of them in memory.
const PART_BYTES = 5 * MIB;
const PARTS_AT_ONCE = 1;

interface Bucket extends S3StoreOptions {
  readonly client: S3Client;
}

/** A bucket of blobs: `<prefix><name>`. Written once where the server honours If-None-Match; names are random in any case. */
export async function openS3Store(options: S3StoreOptions): Promise<BlobStore> {
  const client = new S3Client({
    region: options.region,
    maxAttempts: 3,
    // A server of one's own answers under one host name.
    ...(options.endpoint === null ? {} : { endpoint: options.endpoint, forcePathStyle: true }),
    // Chunks are sealed and their hashes kept: a second checksum would keep small servers out.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const bucket: Bucket = { ...options, client };
  return {
    draft: async (name) => startDraft(bucket, keyOf(bucket, name)),
    open: async (name) => openObject(bucket, keyOf(bucket, name)),
    remove: (name) => remove(bucket, keyOf(bucket, name)),
    shred: (name) => shred(bucket, keyOf(bucket, name)),
    list: () => listObjects(bucket),
    removeDraftsBefore: (before) => abortUploads(bucket, before),
    trouble: () =>
      client.send(new HeadBucketCommand({ Bucket: bucket.bucket })).then(
        () => null,
        () => 'store-away',
      ),
  };
}

function keyOf({ prefix }: Bucket, name: string): string {
  return prefix + checkedName(name);
}

/** Streams into a multipart upload: nobody sees it before it is completed, and completing it may not replace. */
function startDraft({ client, bucket }: Bucket, key: string): BlobDraft {
  const body = new PassThrough({ highWaterMark: 64 * KIB });
  const upload = new Upload({
    client,
    params: { Bucket: bucket, Key: key, Body: body, IfNoneMatch: '*' },
    queueSize: PARTS_AT_ONCE,
    partSize: PART_BYTES,
    leavePartsOnError: false,
  });
  // The upload reads from the start; what it answers is asked for at the end, or tells a writer that waits.
  const failed = new AbortController();
  const done = upload.done();
  done.catch(() => {
    failed.abort();
    body.destroy();
  });
  const drained = async () => {
    try {
      await once(body, 'drain', { signal: failed.signal });
    } catch {
      await mapped(done);
    }
  };
  return {
    append: async (bytes) => {
      if (failed.signal.aborted) await mapped(done);
      if (!body.write(bytes)) await drained();
    },
    keep: async () => {
      body.end();
      await mapped(done);
    },
    abandon: async () => {
      await upload.abort().catch(() => undefined);
      body.destroy();
      // An upload that was complete already is somebody's; one that was not is aborted by now.
      await done.catch(() => undefined);
    },
  };
}

async function openObject({ client, bucket }: Bucket, key: string): Promise<OpenBlob> {
  const get = async (range?: string) => {
    const { Body } = await mapped(
      client.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...(range ? { Range: range } : {}) })),
    );
    if (!Body) throw s3Fault('ENOENT', null);
    return Body as Readable;
  };
  // Opened at once, so that a missing blob is told here as it is by a folder.
  const whole = await get();
  const sequence = bytesInOrder(whole);
  const close = async () => {
    whole.destroy();
  };
  return {
    read: async (into, offset, length, position = null) => {
      if (position === null) return { bytesRead: await sequence(into, offset, length) };
      const range = `bytes=${position}-${position + length - 1}`;
      const part = await get(range).then((bytes) => mapped(buffer(bytes)), nothingPastTheEnd);
      return { bytesRead: part.copy(into, offset) };
    },
    readFile: () => mapped(buffer(whole)),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function nothingPastTheEnd(error: unknown): Buffer {
  if (hasCode(error, 'ERANGE')) return Buffer.alloc(0);
  throw error;
}

/** Reads a stream piece by piece into buffers of the caller's; a cut connection is an error, never a short file. */
function bytesInOrder(stream: Readable): (into: Buffer, offset: number, length: number) => Promise<number> {
  const parts = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let rest: Buffer = Buffer.alloc(0);
  return async (into, offset, length) => {
    if (rest.length === 0) {
      const next = await mapped(parts.next());
      if (next.done) return 0;
      rest = next.value;
    }
    const taken = rest.copy(into, offset, 0, Math.min(length, rest.length));
    rest = rest.subarray(taken);
    return taken;
  };
}

async function remove({ client, bucket }: Bucket, key: string, VersionId?: string): Promise<void> {
  await mapped(client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, ...(VersionId ? { VersionId } : {}) })));
}

/**
 * Removes every version, the one from before the bucket kept any (`null`) too: it would otherwise keep what was expunged. Markers go
 * last, so that nothing older comes back into sight.
 */
async function shred(bucket: Bucket, key: string): Promise<void> {
  await remove(bucket, key);
  for (const version of await versionsOf(bucket, key)) await remove(bucket, key, version);
}

async function versionsOf({ client, bucket }: Bucket, key: string): Promise<readonly string[]> {
  try {
    const found = await mapped(client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key })));
    return [...(found.Versions ?? []), ...(found.DeleteMarkers ?? [])].flatMap((one) =>
      one.Key === key && one.VersionId ? [one.VersionId] : [],
    );
  } catch (error) {
    // A server without versions has none to remove.
    if (hasCode(error, 'ENOSYS')) return [];
    throw error;
  }
}

async function* listObjects({ client, bucket, prefix }: Bucket): AsyncIterable<BlobListing> {
  let token: string | undefined;
  do {
    const page = await mapped(
      client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...(token ? { ContinuationToken: token } : {}) }),
      ),
    );
    for (const { Key = '', LastModified } of page.Contents ?? []) {
      const name = Key.slice(prefix.length);
      // Other things under the prefix are not ours to judge.
      if (/^[0-9a-f]{16,}$/.test(name) && LastModified) yield { name, modifiedAt: instantOf(LastModified) };
    }
    token = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (token);
}

async function abortUploads(bucket: Bucket, before: Instant): Promise<number> {
  let aborted = 0;
  for await (const { Key, UploadId, Initiated } of unfinishedUploads(bucket)) {
    if (!Initiated || instantOf(Initiated) >= before) continue;
    await mapped(bucket.client.send(new AbortMultipartUploadCommand({ Bucket: bucket.bucket, Key, UploadId })));
    aborted++;
  }
  return aborted;
}

async function* unfinishedUploads({ client, bucket, prefix }: Bucket): AsyncIterable<MultipartUpload> {
  let after: Pick<ListMultipartUploadsCommandInput, 'KeyMarker' | 'UploadIdMarker'> = {};
  for (let more = true; more; ) {
    const asked = new ListMultipartUploadsCommand({ Bucket: bucket, Prefix: prefix, ...after });
    const page = await mapped(client.send(asked)).catch(noList);
    yield* page.Uploads ?? [];
    more = page.IsTruncated === true;
    after = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
  }
}

/** A server that keeps no list of unfinished uploads has to end them by a rule of its own. */
function noList(error: unknown): Partial<ListMultipartUploadsCommandOutput> {
  if (hasCode(error, 'ENOSYS')) return {};
  throw error;
}
