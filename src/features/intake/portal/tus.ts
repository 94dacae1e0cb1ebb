import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { DataStore, ERRORS, MemoryLocker, Server, Upload as TusUpload } from '@tus/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { StaffActor } from '#core/actor.ts';
import { isFromHere, isSame } from '#platform/http/caller.ts';
import { say } from '#platform/i18n/say.ts';
import { selectDraft } from '../store/drafts.ts';
import { selectUpload } from '../store/uploads.ts';
import { HOME, type OwnVisit, ownVisit, type PortalDeps, type Visit } from './frame.ts';
import { beginUpload, finishUpload, takePiece, type UploadRefusal } from './keep-upload.ts';
import { REFUSAL_WORDS } from './upload-words.ts';

const PATH = `${HOME}/uploads`;
/** Of two requests for one upload in this process the later one waits; between processes the key of the pieces decides. */
const LOCKS = new MemoryLocker();
/** What a refused file answers: 415 for what may not come at all, 507 where there is no room. */
const STATUS = { imagery: 415, 'not-a-document': 415, 'too-large': 413, empty: 400, 'disk-full': 507 } as const;

/** `/provider/uploads`: files that may be resumed (tus 1.0.0), of a draft of one's own provider only. */
export function mountTus(
  scope: FastifyInstance,
  deps: PortalDeps,
  visitOf: (request: FastifyRequest, reply: FastifyReply) => Promise<Visit>,
): void {
  // The bytes are read by the protocol's own server.
  scope.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));
  const serve = async (request: FastifyRequest, reply: FastifyReply) => {
    const visit = await visitOf(request, reply);
    const own = visit.person && ownVisit(visit, visit.person);
    const status = await refusalOf(own, request);
    if (own === null || status !== null)
      return reply
        .code(status ?? 401)
        .type('text/plain')
        .send('');
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value);
    reply.hijack();
    await tusServer(deps, own).handle(request.raw, reply.raw);
  };
  scope.post(PATH, serve);
  scope.route({ method: ['HEAD', 'PATCH'], url: `${PATH}/:upload`, handler: serve, exposeHeadRoute: false });
}

/** The wall in the database is asked before the protocol: what is another provider's is not there. */
async function refusalOf(own: OwnVisit | null, request: FastifyRequest): Promise<number | null> {
  if (own === null) return 401;
  const { method, headers, params } = request;
  const token = headers['x-csrf-token'];
  if (
    method !== 'HEAD' &&
    (!isFromHere(request) || typeof token !== 'string' || !isSame(token, own.person.session.csrfToken))
  )
    return 403;
  const { upload } = params as { readonly upload?: string };
  if (upload !== undefined) return (await own.own((tx) => selectUpload(tx, upload))) === null ? 404 : null;
  const draft = metadataOf(String(headers['upload-metadata'] ?? '')).get('draft') ?? '';
  const found = /^\d{1,15}$/.test(draft) ? await own.own((tx) => selectDraft(tx, Number(draft))) : null;
  return found === null || found.reportNumber !== null ? 404 : null;
}

/** Upload-Metadata: `name base64, name base64`. */
function metadataOf(header: string): ReadonlyMap<string, string> {
  const pairs = header.split(',').map((pair) => pair.trim().split(' '));
  return new Map(pairs.map(([name = '', value = '']) => [name, Buffer.from(value, 'base64').toString('utf8')]));
}

function tusServer(deps: PortalDeps, { person, view }: OwnVisit): Server {
  const name = (text: string | null | undefined) =>
    (text ?? '').replaceAll('\0', '').toWellFormed().slice(0, 255) || 'file';
  return new Server({
    path: PATH,
    datastore: new VaultUploads(deps, person.session.actor),
    locker: LOCKS,
    maxSize: deps.maxDocumentBytes,
    relativeLocation: true,
    // No other origin is told anything.
    allowedOrigins: [],
    namingFunction: () => randomUUID(),
    onUploadCreate: async (_request, upload) => ({
      metadata: { ...upload.metadata, filename: name(upload.metadata?.['filename']) },
    }),
    onResponseError: (_request, error) => {
      const refused = error instanceof RefusedUpload ? error : null;
      if (!refused) return undefined;
      const { kind, file } = refused;
      return {
        status_code: STATUS[kind],
        body: say(REFUSAL_WORDS[kind], view.language, { name: file, size: sizeWords(deps.maxDocumentBytes) }),
      };
    },
  });
}

/** A size in MiB, for sentences. */
export function sizeWords(bytes: number): string {
  return `${Math.round(bytes / 1_048_576)} MiB`;
}

class RefusedUpload extends Error {
  override readonly name = 'RefusedUpload';
  readonly kind: UploadRefusal['kind'];
  readonly file: string;
  constructor(kind: UploadRefusal['kind'], file: string) {
    super(kind);
    this.kind = kind;
    this.file = file;
  }
}

/** The protocol's store over the vault: each request is a piece, sealed as it streams in. */
class VaultUploads extends DataStore {
  readonly #deps: PortalDeps;
  readonly #actor: StaffActor;

  constructor(deps: PortalDeps, actor: StaffActor) {
    super();
    this.extensions = ['creation', 'creation-with-upload'];
    this.#deps = deps;
    this.#actor = actor;
  }

  override async create(file: TusUpload): Promise<TusUpload> {
    const { id: uploadId, size: sizeBytes = 0, metadata } = file;
    const upload = {
      uploadId,
      draftId: Number(metadata?.['draft']),
      name: metadata?.['filename'] ?? 'file',
      sizeBytes,
    };
    if (sizeBytes === 0) throw new RefusedUpload('empty', upload.name);
    await beginUpload(this.#deps, { actor: this.#actor, upload });
    return file;
  }

  override async getUpload(id: string): Promise<TusUpload> {
    const found = await selectUpload(this.#deps.db, id);
    if (found === null) throw ERRORS.FILE_NOT_FOUND;
    return new TusUpload({ id, size: found.sizeBytes, offset: found.offset, metadata: { filename: found.name } });
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    const upload = await selectUpload(this.#deps.db, id);
    if (upload === null) throw ERRORS.FILE_NOT_FOUND;
    const uploading = { actor: this.#actor, upload };
    const taken = await takePiece(this.#deps, uploading, offset, stream);
    if (!taken.ok) throw new RefusedUpload(taken.refusal.kind, upload.name);
    if (taken.value === upload.sizeBytes) {
      const finished = await finishUpload(this.#deps, uploading);
      if (!finished.ok) throw new RefusedUpload(finished.refusal.kind, upload.name);
    }
    return taken.value;
  }
}
