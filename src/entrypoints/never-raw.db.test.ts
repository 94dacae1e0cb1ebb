import { randomBytes } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROLES } from '#core/actor.ts';
import { openSealing } from '#features/access';
import { aStaffActor } from '#features/access/testing';
import { fileDelivery } from '#features/dispatch';
import { aSubmittedFile, aSubmittedReport, receiveForTest } from '#features/intake/testing';
import { aSealedPackage, type Desk, openDesk } from '#features/packaging/testing';
import { openPlaceFinder } from '#features/routing';
import { openPdfText } from '#platform/decoder/pdf-text.ts';
import { buildServer } from '#platform/http/server.ts';
import { silentLog } from '#platform/log/log.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import type { Instance } from './instance.ts';
import { routeTable } from './routes.ts';

// Proved: no address of the API answers bytes of evidence to anybody on the staff, whatever their roles. Out of scope: sealed packages
// behind one-time links, which are encrypted to their recipient (dispatch/pickup).

const MARK = randomBytes(48);
/** Kinds of answers there are; a new one has to be argued here. */
const KINDS = /^application\/(json|problem\+json|pdf|xml)(;|$)|^$/;
/** Hashes and signatures of the log, as the text witnesses read. */
const TEXTS = ['/api/v1/audit/acts/{entry}/proof'];

let database: TestDatabase;
let desk: Desk;
let app: FastifyInstance;
let numbers: Readonly<Record<string, string>>;

beforeAll(async () => {
  database = await testDatabase();
  const home = await mkdtemp(join(tmpdir(), 'vigie-never-raw-'));
  desk = await openDesk(database.db, home);
  const { packageId } = await aSealedPackage(desk);
  const report = await receiveMarked();
  numbers = { report, pkg: `PKG-2026-${String(packageId).padStart(5, '0')}` };
  const tools = {
    places: await openPlaceFinder({ operatorFolder: join(home, 'operator') }),
    packages: desk.packages,
    delivery: fileDelivery({ vault: desk.vault, spoolDir: join(home, 'spool') }),
  };
  const instance = {
    db: database.db,
    vault: desk.vault,
    clock: desk.clock,
    log: silentLog,
    settings: { dataDir: home },
  };
  app = await buildServer({
    log: silentLog,
    db: database.db,
    routes: routeTable(instance as unknown as Instance, {
      ...tools,
      pdfText: openPdfText(),
      sealing: await openSealing(join(home, 'keys'), database.db),
    }),
    authenticate: async () => ({
      actor: aStaffActor({ roles: ROLES.filter((role) => role !== 'provider' && role !== 'recipient-agency') }),
      csrfToken: 'right',
    }),
    plugins: [],
    readiness: [],
  });
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

async function* marked(): AsyncGenerator<Buffer> {
  yield MARK;
}

/** A report with one file whose bytes are the mark. */
async function receiveMarked(): Promise<string> {
  const stored = await desk.vault.storeStream(marked(), { maxBytes: 1_000 });
  if (!stored.ok) throw new Error(stored.refusal.kind);
  const report = aSubmittedReport({ files: [aSubmittedFile({ originalName: 'pattern.dat' })] });
  const head = await inTransaction(database.db, (tx) =>
    receiveForTest(tx, { report, media: [{ ordinal: 0, stored: stored.value }] }, desk),
  );
  return head.number;
}

interface Operation {
  readonly method: string;
  readonly path: string;
}

async function operations(): Promise<readonly Operation[]> {
  const document = (await app.inject({ url: '/api/v1/openapi.json', headers: { host: 'localhost' } })).json() as {
    paths: Record<string, Record<string, unknown>>;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
}

/** Every way of writing the path: by the numbers of what holds the mark, and by small ids. */
function addressesOf(path: string): readonly string[] {
  const filled = (value: (name: string) => string) => path.replace(/\{(\w+)\}/g, (_, name: string) => value(name));
  const address = (one: string) => (one.startsWith('/api/') ? one : `/api/v1${one}`);
  return [
    ...new Set(['1', '2', '3'].map((id) => address(filled((name) => numbers[name] ?? numbers['report'] ?? id)))),
    ...['1', '2', '3'].map((id) => address(filled((name) => numbers[name] ?? id))),
    address(filled(() => numbers['pkg'] ?? '')),
  ];
}

test('no address of the API gives out the bytes of a file, in no writing of them', async () => {
  const found: string[] = [];
  let answered = 0;
  for (const { method, path } of await operations()) {
    for (const url of addressesOf(path)) {
      const headers = { host: 'localhost', 'x-csrf-token': 'right', 'sec-fetch-site': 'same-origin' };
      const payload = method === 'GET' ? {} : { payload: {} };
      const answer = await app.inject({ method: method as 'GET', url, headers, ...payload });
      if (answer.statusCode < 300) answered++;
      const bytes = answer.rawPayload;
      const writings = [MARK, ...(['hex', 'base64', 'base64url'] as const).map((as) => Buffer.from(MARK.toString(as)))];
      if (writings.some((writing) => bytes.includes(writing))) found.push(`${method} ${path}: the bytes`);
      const kind = String(answer.headers['content-type'] ?? '');
      const isText = kind.startsWith('text/plain') && TEXTS.includes(path);
      if (!KINDS.test(kind) && !isText) found.push(`${method} ${path}: ${kind}`);
    }
  }
  expect(found).toEqual([]);
  // The walk must reach answers, or its zero means nothing.
  expect(answered).toBeGreaterThan(20);
});

test('nothing that answers over HTTP to the staff opens objects of the vault or asks the decoder', () => {
  const speakers = globSync(['src/features/**/http*.ts', 'src/pipeline/http.ts', 'src/entrypoints/routes.ts']);
  expect(speakers.length).toBeGreaterThan(8);
  const opening = speakers.filter((file) =>
    /openObject|rawBytesOf|decodeObject|openDecoder/.test(readFileSync(file, 'utf8')),
  );
  expect(opening.filter((file) => !/\.test\.ts$/.test(file))).toEqual([]);
});
