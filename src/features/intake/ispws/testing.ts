import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import type { Clock, Instant } from '#core/clock.ts';
import { plusMs } from '#core/clock.ts';
import { createCredential } from '#features/access';
import { aVault } from '#features/vault/testing';
import { silentLog } from '#platform/log/log.ts';
import { type Db, inTransaction } from '#platform/postgres/transaction.ts';
import type { IntakeDeps } from '../received.ts';
import type { ReportHead } from '../types.ts';
import { ispwsPlugin } from './plugin.ts';

const OPERATOR = { kind: 'operator', osUser: 'test' } as const;

/** A listening /ispws server on a database, with a clock a test can move. */
export interface IspwsHouse {
  readonly baseUrl: string;
  readonly deps: IntakeDeps;
  readonly operatorDir: string;
  /** Heads the queue was told of, in order. */
  readonly shown: ReportHead[];
  pass(ms: number): void;
  credentials(provider?: string): Promise<Credentials>;
  close(): Promise<void>;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Opens the server with small limits (64 KiB files, 1 MiB documents) unless told otherwise. */
export async function anIspwsHouse(
  db: Db,
  limits: { readonly maxFileBytes?: number; readonly maxXmlBytes?: number; readonly operatorDir?: string } = {},
): Promise<IspwsHouse> {
  const home = await mkdtemp(join(tmpdir(), 'vigie-ispws-'));
  const operatorDir = limits.operatorDir ?? join(home, 'operator');
  await mkdir(operatorDir, { recursive: true });
  let now = '2026-11-24T12:00:00.000Z' as Instant;
  const clock: Clock = { now: () => now };
  const shown: ReportHead[] = [];
  const onReceived: IntakeDeps['onReceived'] = async (_tx, heads) => {
    shown.push(...heads);
  };
  const deps: IntakeDeps = { db, vault: await aVault(home), clock, log: silentLog, operatorDir, onReceived };
  const app = fastify();
  await app.register((scope) =>
    ispwsPlugin(scope, { maxFileBytes: 65_536, maxXmlBytes: 1_048_576, ...limits, ...deps }),
  );
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    baseUrl: `${address}/ispws`,
    deps,
    operatorDir,
    shown,
    pass: (ms) => {
      now = plusMs(now, ms);
    },
    credentials: (provider = 'Example ISP') =>
      inTransaction(db, async (tx) => {
        const made = await createCredential(tx, deps, OPERATOR, { provider, scope: 'ispws' });
        if (!made.ok) throw new Error('The credential was refused.');
        return made.value;
      }),
    close: async () => {
      await app.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** The smallest complete report, with more before its end if wanted. */
export function aReportXml(more = '', summary = ''): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?><report><incidentSummary>',
    '<incidentType>Unsolicited Obscene Material Sent to a Child</incidentType>',
    `${summary}<incidentDateTime>2026-11-23T08:00:00Z</incidentDateTime></incidentSummary>`,
    '<reporter><reportingPerson><firstName>Trust</firstName></reportingPerson></reporter>',
    `${more}</report>`,
  ].join('');
}

/** One answer, taken apart the way a reader of the protocol would. */
export interface Answered {
  readonly status: number;
  readonly code: number;
  readonly root: string;
  readonly reportId: number;
  readonly fileIds: readonly string[];
  readonly hash: string | null;
  readonly text: string;
  readonly headers: Headers;
}

/** A hand-written client: sends exactly what a test says. */
export function aPlainClient(baseUrl: string, { username, password }: Credentials) {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const call = async (path: string, init: RequestInit = {}): Promise<Answered> => {
    const response = await fetch(`${baseUrl}/${path}`, { ...init, headers: { authorization, ...init.headers } });
    const text = await response.text();
    const one = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? null;
    return {
      status: response.status,
      code: Number(one('responseCode') ?? Number.NaN),
      root: /^<\?xml[^>]*\?><(\w+)>/.exec(text)?.[1] ?? '',
      reportId: Number(one('reportId') ?? Number.NaN),
      fileIds: [...text.matchAll(/<fileId>([^<]*)<\/fileId>/g)].map((match) => match[1] ?? ''),
      hash: one('hash'),
      text,
      headers: response.headers,
    };
  };
  const post = (path: string, body: NonNullable<RequestInit['body']>, headers: Record<string, string> = {}) =>
    call(path, { method: 'POST', body, headers });
  return {
    call,
    post,
    submit: (xml: string | Uint8Array<ArrayBuffer> = aReportXml(), headers: Record<string, string> = {}) =>
      post('submit', xml, { 'content-type': 'text/xml; charset=utf-8', ...headers }),
    upload: (id: number, bytes: string | Uint8Array<ArrayBuffer>, name = 'a.bin') => {
      const form = new FormData();
      form.append('id', String(id));
      form.append('file', new File([bytes], name));
      return post('upload', form);
    },
    finish: (id: number) => post('finish', new URLSearchParams({ id: String(id) })),
    retract: (id: number) => post('retract', new URLSearchParams({ id: String(id) })),
  };
}

export type PlainClient = ReturnType<typeof aPlainClient>;
