import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { z } from 'zod';
import type { StaffId } from '#core/ids.ts';
import type { Permission } from '#core/permission.ts';
import { silentLog } from '#platform/log/log.ts';
import type { Db } from '#platform/postgres/transaction.ts';
import type { Caller } from './caller.ts';
import { answer, notFound, type Route, refused, route } from './route.ts';
import { buildServer, type ServerOptions } from './server.ts';

/** A database that only counts how transactions end, for tests of the frame. */
export function aRecordingDb(): { readonly db: Db; readonly statements: string[] } {
  const statements: string[] = [];
  const client = {
    query: async (text: string) => {
      statements.push(text);
      return { rows: [] };
    },
    release: () => undefined,
  } as unknown as pg.PoolClient;
  const db = { pool: { connect: async () => client } } as unknown as Db;
  return { db, statements };
}

/** A signed-in person who reads French. */
export const PERSON: Caller = {
  actor: { kind: 'staff', staffId: 7 as StaffId, name: 'A', roles: ['auditor'], language: 'fr' },
  csrfToken: 'right',
};
/** A token that reads figures. */
export const TOKEN: Caller = { actor: { kind: 'token', tokenId: 1, name: 'figures', scopes: ['stats:read'] } };

const LOOKERS: Permission = { name: 'look', roles: ['auditor'], machines: ['token'] };

const ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/things/{thing}',
    audience: 'staff-or-token',
    summary: 'One thing',
    permission: LOOKERS,
    audit: { none: 'a thing of a test' },
    params: z.object({ thing: z.string() }),
    query: z.object({ limit: z.coerce.number().int().min(1).max(50).default(50) }),
    answer: z.object({ thing: z.string(), limit: z.number() }),
    handle: async ({ params, query }) =>
      params.thing === 'unknown' ? notFound() : answer({ thing: params.thing, limit: query.limit }),
  }),
  route({
    method: 'POST',
    path: '/things',
    audience: 'staff',
    summary: 'Make a thing',
    permission: LOOKERS,
    audit: 'make-thing',
    body: z.object({ name: z.string().min(2), kind: z.enum(['a', 'b']) }),
    handle: async ({ body }) => {
      if (body.name === 'taken') {
        return refused({ status: 409, code: 'taken', title: { en: 'Taken.', fr: 'Déjà pris.' } });
      }
      if (body.name === 'broken') throw new Error('secret detail of narrative');
      if (body.name === 'away') throw Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
      return { status: 201, body: { name: body.name } };
    },
  }),
  route({
    method: 'DELETE',
    path: '/things/{thing}',
    audience: 'staff',
    summary: 'Remove a thing',
    permission: LOOKERS,
    audit: 'remove-thing',
    params: z.object({ thing: z.string() }),
    handle: async () => ({ status: 204 }),
  }),
  route({
    method: 'POST',
    path: '/session',
    audience: 'anyone',
    summary: 'Open to all',
    permission: 'public',
    audit: 'sign-in',
    body: z.object({ code: z.string() }),
    handle: async () => ({ status: 204 }),
  }),
];

const running: FastifyInstance[] = [];

/** Closes every server started since; for `afterEach`. */
export async function closeServers(): Promise<void> {
  await Promise.all(running.splice(0).map((app) => app.close()));
}

/** The whole frame over a few routes of its own, with this caller (a person unless said otherwise). */
export async function aServer(change: Partial<ServerOptions> & { caller?: Caller | null } = {}) {
  const { caller = PERSON, ...options } = change;
  const recording = aRecordingDb();
  const app = await buildServer({
    log: silentLog,
    db: recording.db,
    routes: ROUTES,
    authenticate: async () => caller,
    checkAnswers: true,
    ...options,
  });
  running.push(app);
  return { app, statements: recording.statements };
}
