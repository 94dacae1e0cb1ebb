import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A bucket on loopback that keeps to the letter what small servers let pass: write-once, part sizes, body digests, versions. */
export interface StrictS3 {
  readonly endpoint: string;
  readonly bucket: string;
  /** Requests so far, as `METHOD ?query-name`. */
  readonly seen: string[];
  /** Multipart uploads nobody completed or aborted. */
  unfinished(): number;
  /** Versions of one key that can still be read, markers not counted. */
  versions(key: string): number;
  /** Makes the oldest version of a key one from before the bucket kept versions. */
  keptNoVersionsThen(key: string): void;
  /** Every key, as a listing shows it. */
  keys(): readonly string[];
  /** The bytes of the newest version. */
  bytes(key: string): Buffer;
  /** Answers the next requests of this kind with a status and a code of S3. */
  failNext(kind: string, status: number, code: string, times?: number): void;
  /** Keeps no bodies: for a measure of the client's memory alone. */
  forgetBodies(): void;
  close(): Promise<void>;
}

interface Version {
  readonly id: string;
  readonly body: Buffer | null;
  readonly at: Date;
}
interface Multipart {
  readonly key: string;
  readonly at: Date;
  readonly parts: Map<number, Buffer>;
}
interface State {
  readonly bucket: string;
  readonly objects: Map<string, Version[]>;
  readonly uploads: Map<string, Multipart>;
  readonly seen: string[];
  readonly failures: { kind: string; status: number; code: string; times: number }[];
  keepsBodies: boolean;
}

const LEAST_PART_BYTES = 5 * 1024 ** 2;
// Small, so that every listing of a test has more than one page.
const PAGE = 3;

/** Starts it on a free port. Every version of an object is kept until it is deleted by its id. */
export async function startStrictS3(): Promise<StrictS3> {
  const state: State = {
    bucket: 'evidence',
    objects: new Map(),
    uploads: new Map(),
    seen: [],
    failures: [],
    keepsBodies: true,
  };
  const server = createServer((request, response) => {
    answer(state, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    bucket: state.bucket,
    seen: state.seen,
    unfinished: () => state.uploads.size,
    versions: (key) => (state.objects.get(key) ?? []).filter((one) => one.body !== null).length,
    keptNoVersionsThen: (key) => {
      const [oldest, ...later] = state.objects.get(key) ?? [];
      if (oldest) state.objects.set(key, [{ ...oldest, id: 'null' }, ...later]);
    },
    keys: () => [...state.objects.keys()].filter((key) => newest(state, key)),
    bytes: (key) => newest(state, key)?.body ?? Buffer.alloc(0),
    failNext: (kind, status, code, times = 1) => state.failures.push({ kind, status, code, times }),
    forgetBodies: () => {
      state.keepsBodies = false;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Call {
  readonly state: State;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly request: IncomingMessage;
  readonly body: Buffer;
}
interface Answer {
  readonly status: number;
  readonly body?: Buffer | string;
  readonly headers?: Record<string, string>;
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://s3');
  const [, bucket = '', ...rest] = decodeURIComponent(url.pathname).split('/');
  const call = { state, key: rest.join('/'), query: url.searchParams, request, body: await buffer(request) };
  const kind = `${request.method} ${kindOf(url.searchParams)}`.trim();
  state.seen.push(kind);
  const { status, body = '', headers = {} } = refusal(call, bucket) ?? injected(state, kind) ?? route(call, kind);
  response.writeHead(status, { 'content-length': String(Buffer.byteLength(body)), ...headers });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function kindOf(query: URLSearchParams): string {
  return ['uploads', 'uploadId', 'versions', 'versionId', 'list-type'].find((name) => query.has(name)) ?? '';
}

function refusal({ request, body }: Call, bucket: string): Answer | null {
  if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 ')) return problem(403, 'AccessDenied');
  if (bucket !== 'evidence') return problem(404, 'NoSuchBucket');
  const digest = request.headers['x-amz-content-sha256'];
  const real = createHash('sha256').update(body).digest('hex');
  return typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest) && digest !== real
    ? problem(400, 'XAmzContentSHA256Mismatch')
    : null;
}

function injected(state: State, kind: string): Answer | null {
  const failure = state.failures.find((one) => one.kind === kind && one.times > 0);
  if (!failure) return null;
  failure.times--;
  return problem(failure.status, failure.code);
}

const ROUTES: Readonly<Record<string, (call: Call) => Answer>> = {
  HEAD: () => ({ status: 200 }),
  PUT: putObject,
  GET: getObject,
  DELETE: deleteObject,
  'DELETE versionId': deleteVersion,
  'POST uploads': beginUpload,
  'PUT uploadId': putPart,
  'POST uploadId': completeUpload,
  'DELETE uploadId': abortUpload,
  'GET list-type': listObjects,
  'GET uploads': listUploads,
  'GET versions': listVersions,
};

function route(call: Call, kind: string): Answer {
  return ROUTES[kind]?.(call) ?? problem(501, 'NotImplemented');
}

function newest(state: State, key: string): Version | null {
  const last = state.objects.get(key)?.at(-1);
  return last?.body ? last : null;
}

function add(state: State, key: string, body: Buffer | null): void {
  const versions = state.objects.get(key) ?? [];
  versions.push({ id: randomUUID(), body: body && !state.keepsBodies ? Buffer.from('x') : body, at: new Date() });
  state.objects.set(key, versions);
}

function isTaken({ state, key, request }: Call): boolean {
  return request.headers['if-none-match'] === '*' && newest(state, key) !== null;
}

function putObject(call: Call): Answer {
  if (isTaken(call)) return problem(412, 'PreconditionFailed');
  add(call.state, call.key, call.body);
  return { status: 200, headers: { etag: '"1"' } };
}

function getObject({ state, key, request }: Call): Answer {
  const body = newest(state, key)?.body;
  if (!body) return problem(404, 'NoSuchKey');
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
  if (!range) return { status: 200, body };
  const [from, to] = [Number(range[1]), Number(range[2])];
  if (from >= body.length) return problem(416, 'InvalidRange');
  return { status: 206, body: body.subarray(from, to + 1) };
}

function deleteObject({ state, key }: Call): Answer {
  if (newest(state, key)) add(state, key, null);
  return { status: 204 };
}

function deleteVersion({ state, key, query }: Call): Answer {
  const left = (state.objects.get(key) ?? []).filter((one) => one.id !== query.get('versionId'));
  if (left.length === 0) state.objects.delete(key);
  else state.objects.set(key, left);
  return { status: 204 };
}

function beginUpload({ state, key }: Call): Answer {
  const id = randomUUID();
  state.uploads.set(id, { key, at: new Date(), parts: new Map() });
  return xml(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
}

function putPart({ state, query, body }: Call): Answer {
  const upload = state.uploads.get(query.get('uploadId') ?? '');
  if (!upload) return problem(404, 'NoSuchUpload');
  upload.parts.set(Number(query.get('partNumber')), state.keepsBodies ? body : Buffer.alloc(LEAST_PART_BYTES));
  return { status: 200, headers: { etag: `"${query.get('partNumber')}"` } };
}

function completeUpload(call: Call): Answer {
  const id = call.query.get('uploadId') ?? '';
  const upload = call.state.uploads.get(id);
  if (!upload) return problem(404, 'NoSuchUpload');
  if (isTaken(call)) return problem(412, 'PreconditionFailed');
  const parts = [...upload.parts].toSorted(([a], [b]) => a - b).map(([, body]) => body);
  if (parts.slice(0, -1).some((part) => part.length < LEAST_PART_BYTES)) return problem(400, 'EntityTooSmall');
  call.state.uploads.delete(id);
  add(call.state, upload.key, call.state.keepsBodies ? Buffer.concat(parts) : Buffer.from('x'));
  return xml('<CompleteMultipartUploadResult><ETag>"1"</ETag></CompleteMultipartUploadResult>');
}

function abortUpload({ state, query }: Call): Answer {
  return state.uploads.delete(query.get('uploadId') ?? '') ? { status: 204 } : problem(404, 'NoSuchUpload');
}

function listObjects({ state, query }: Call): Answer {
  const after = query.get('continuation-token') ?? '';
  const found = [...state.objects.keys()]
    .filter((key) => newest(state, key) && key.startsWith(query.get('prefix') ?? '') && key > after)
    .toSorted();
  const page = found.slice(0, PAGE);
  const contents = page.map(
    (key) =>
      `<Contents><Key>${key}</Key><LastModified>${newest(state, key)?.at.toISOString()}</LastModified></Contents>`,
  );
  const more = found.length > PAGE;
  const next = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  return xml(`<ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`);
}

function listUploads({ state, query }: Call): Answer {
  const uploads = [...state.uploads].filter(([, upload]) => upload.key.startsWith(query.get('prefix') ?? ''));
  const rows = uploads.map(
    ([id, { key, at }]) =>
      `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${at.toISOString()}</Initiated></Upload>`,
  );
  return xml(
    `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${rows.join('')}</ListMultipartUploadsResult>`,
  );
}

function listVersions({ state, query }: Call): Answer {
  const rows = [...state.objects]
    .filter(([key]) => key.startsWith(query.get('prefix') ?? ''))
    .flatMap(([key, versions]) =>
      versions.map(({ id, body }) => {
        const name = body ? 'Version' : 'DeleteMarker';
        return `<${name}><Key>${key}</Key><VersionId>${id}</VersionId></${name}>`;
      }),
    );
  return xml(`<ListVersionsResult><IsTruncated>false</IsTruncated>${rows.join('')}</ListVersionsResult>`);
}

function xml(body: string): Answer {
  return { status: 200, body: `<?xml version="1.0"?>${body}`, headers: { 'content-type': 'application/xml' } };
}

function problem(status: number, code: string): Answer {
  return { ...xml(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`), status };
}
