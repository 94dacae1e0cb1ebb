import type { Readable } from 'node:stream';
import { z } from 'zod';
import { MIB } from '#core/units.ts';
import type { StoredBytes } from '#features/vault';
import { byteRoute, notFound, type Problem, type Route, type RouteAnswer, refused } from '#platform/http/route.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { attachDocument, ownsEntry } from './commands/attach-document.ts';
import { storableName } from './commands/prepare-raw.ts';
import { beginsAsDocument, TELLING_BYTES } from './domain/document-kinds.ts';
import { ENTER_AT_DESK } from './domain/permissions.ts';
import type { IntakeDeps } from './received.ts';

/** A long fax scanned at 600 dpi stays far below. */
const LARGEST_DOCUMENT_BYTES = 100 * MIB;

const PROBLEMS = {
  'not-a-document': {
    status: 422,
    code: 'not-a-document',
    title: {
      en: 'This is not a scanned document (PDF, Word, OpenDocument, RTF). Pictures and films are never attached here: they come by the machine interface.',
      fr: 'Ce n’est pas un document numérisé (PDF, Word, OpenDocument, RTF). Images et films ne sont jamais joints ici\u00a0: ils arrivent par l’interface des machines.',
    },
  },
  'too-large': {
    status: 413,
    code: 'too-large',
    title: { en: 'The document is larger than 100 MiB.', fr: 'Le document dépasse 100\u00a0Mio.' },
  },
  'disk-full': {
    status: 503,
    code: 'disk-full',
    title: { en: 'The vault has no room. Nothing was kept.', fr: 'Le coffre est plein. Rien n’a été conservé.' },
  },
} as const satisfies Record<string, Problem>;

/** `POST desk-documents`: the paper of one’s own entry, streamed into the vault. */
export function deskDocumentRoutes(deps: IntakeDeps): readonly Route[] {
  return [
    byteRoute({
      method: 'POST',
      path: '/desk-documents',
      audience: 'staff',
      summary: 'Adds the scanned paper to an entry, by whoever wrote it down; the body is the document itself',
      permission: ENTER_AT_DESK,
      audit: 'attach-document',
      query: z.object({ report: z.string().min(1).max(64), name: z.string().max(255).optional() }),
      answer: z.object({ sha256: z.string(), sizeBytes: z.number() }),
      receive: async ({ query, actor, request }) => {
        const isOwn = await inTransaction(deps.db, (tx) => ownsEntry(tx, actor, query.report));
        if (!isOwn) {
          request.raw.resume();
          return notFound();
        }
        const body = await peeked(request.raw);
        if (!beginsAsDocument(body.head)) {
          request.raw.resume();
          return refused(PROBLEMS['not-a-document']);
        }
        const taken = await deps.vault.storeStream(body.whole(), { maxBytes: LARGEST_DOCUMENT_BYTES });
        if (!taken.ok) {
          request.raw.resume();
          return refused(PROBLEMS[taken.refusal.kind]);
        }
        const paper = { report: query.report, stored: taken.value, name: storableName(query.name) };
        const attached = await inTransaction(deps.db, (tx) => attachDocument(tx, deps, actor, paper));
        if (!attached.ok) return discarded(deps, paper.stored);
        const { sha256, sizeBytes } = paper.stored;
        return { status: 201, body: { sha256: sha256.toString('hex'), sizeBytes } };
      },
    }),
  ];
}

async function discarded(deps: IntakeDeps, stored: StoredBytes): Promise<RouteAnswer> {
  await deps.vault.discard(stored);
  return notFound();
}

/** The first bytes of a body, and the whole of it as one stream: memory holds the pieces that were looked at. */
async function peeked(
  body: Readable,
): Promise<{ readonly head: Uint8Array; readonly whole: () => AsyncGenerator<Uint8Array> }> {
  const pieces = body.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>;
  let head = Buffer.alloc(0);
  for (let piece = await pieces.next(); ; piece = await pieces.next()) {
    if (piece.done !== true) head = Buffer.concat([head, piece.value]);
    if (piece.done === true || head.length >= TELLING_BYTES) break;
  }
  return {
    head,
    whole: async function* () {
      yield head;
      for (let piece = await pieces.next(); piece.done !== true; piece = await pieces.next()) yield piece.value;
    },
  };
}
