import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { freshDataDir, type RunningVigie, removeDataDir, startVigie, vigieJson } from '../support/vigie.ts';

// Proved here, on a server process with its own database: a machine's token, every door once, the watched folder, a quota; then the
// database is gone for a while: what comes is kept, the server itself is killed, and all of it is received once with its own instant.
// Out of scope: the bounds of each part (src/features/intake/door/*.db.test.ts).
// Alone: npx vitest run --project journeys test/journeys/machine-door.test.ts

let dataDir: string;
let running: RunningVigie;
let token: string;
let tokenId: number;

beforeAll(async () => {
  dataDir = await freshDataDir();
  running = await startVigie({ dataDir });
  const scopes = ['reports:write', 'notices:write', 'referrals:write'].flatMap((scope) => ['--scope', scope]);
  const made = await vigieJson<{ id: number; token: string }>(
    dataDir,
    ...['token', 'create', '--name', 'Example Feed'],
    ...scopes,
  );
  ({ token, id: tokenId } = made);
});

afterAll(async () => {
  await running?.stop();
  await removeDataDir(dataDir);
});

let count = 0;
const aTip = (more: object = {}) =>
  JSON.stringify({
    reportId: String(190_000_000 + ++count),
    reportedInformation: {
      reportingEsp: { espName: 'Example Service' },
      incidentSummary: { incidentType: 'Child Sex Tourism', incidentDateTime: '2026-02-01T00:00:00Z' },
    },
    ...more,
  });

async function post(door: string, body: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${running.baseUrl}/api/v1/${door}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, ...headers },
    body,
  });
  // biome-ignore lint/suspicious/noExplicitAny: each door answers in its own form, which the test reads.
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as any };
}

interface Item {
  readonly number: string;
  readonly source: string;
  readonly sender: string;
  readonly receivedAt: string;
}
const reports = async () =>
  (await vigieJson<{ items: readonly Item[] }>(dataDir, 'report', 'list', '--limit', '100')).items;

describe('a machine with a token', () => {
  it.each([
    ['imports?source=ncmec', 'ncmec'],
    ['referrals', 'police-ca'],
    ['xarf', 'provider'],
    ['hotline-reports', 'hotline'],
  ])('is answered a receipt by %s, and its report is in the list', async (door, source) => {
    const { status, body } = await post(door, aTip());
    expect({ status, ...body }).toMatchObject({ status: 200, received: 1, spooled: false });
    expect(await reports()).toEqual(
      expect.arrayContaining([expect.objectContaining({ number: body.receipts[0].report, source })]),
    );
  });

  it('is answered what the law asks for a notice, and the same again', async () => {
    const notice = aTip();
    const first = await post('notices', notice, { 'idempotency-key': 'notice-1' });
    expect(first.body).toMatchObject({ provider: { id: `token:${tokenId}` }, outcome: 'received', spooled: false });
    expect((await post('notices', notice, { 'idempotency-key': 'notice-1' })).body).toEqual(first.body);
    expect((await post('notices', notice)).body).toEqual({ ...first.body, outcome: 'repeated' });
  });

  it('finds its doors in the OpenAPI document', async () => {
    const answer = await fetch(`${running.baseUrl}/api/v1/openapi.json`);
    const { paths } = (await answer.json()) as { paths: object };
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/api/v1/imports', '/api/v1/notices', '/api/v1/xarf']));
  });

  it('hears 429 over the quota an administrator has set, and when to come again', async () => {
    const limited = await vigieJson<{ id: number; token: string }>(
      dataDir,
      ...['token', 'create', '--name', 'Small feed', '--scope', 'reports:write'],
    );
    const desk = await signedIn();
    const body = JSON.stringify({
      sender: `token:${limited.id}`,
      ...{ documentsPerMinute: 1, mebibytesPerHour: 10, alarmsPerMinute: 1 },
      reason: 'as agreed with the sender',
    });
    const set = await fetch(`${running.baseUrl}/api/v1/quotas`, { method: 'POST', headers: desk, body });
    expect(set.status).toBe(200);
    const authorization = `Bearer ${limited.token}`;
    expect((await post('xarf', aTip(), { authorization })).status).toBe(200);
    const over = await post('xarf', aTip(), { authorization });
    expect(over).toMatchObject({ status: 429, body: { code: 'over-quota' } });
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('a watched folder', () => {
  it('is read by the server itself', async () => {
    await writeFile(join(dataDir, 'inbox', 'police-foreign', 'tip.json'), aTip());
    await eventually(async () => (await names('police-foreign', '.done')).includes('tip.json'));
    expect(await reports()).toEqual(
      expect.arrayContaining([expect.objectContaining({ source: 'police-foreign', sender: 'Example Service' })]),
    );
  });
});

describe('while the database is gone, and the server is killed on top', () => {
  it('everything that was taken is received once, with the instant it came', async () => {
    const before = (await reports()).length;
    await takeDatabaseAway();
    const [notice, tip, dropped] = [aTip(), aTip(), aTip()];
    const waiting = await post('notices', notice);
    expect(waiting).toMatchObject({ status: 202, body: { spooled: true, outcome: 'waiting' } });
    expect((await post('notices', notice)).body.ticket).toBe(waiting.body.ticket);
    const imported = await post('imports?source=ncmec', tip);
    expect(imported).toMatchObject({ status: 202, body: { spooled: true, received: 0, receipts: [] } });
    await writeFile(join(dataDir, 'inbox', 'hotline', 'away.json'), dropped);
    await eventually(async () => (await names('hotline', '.done')).includes('away.json'));
    expect((await readdir(join(dataDir, 'spool', 'in'))).filter((name) => name.startsWith('W-'))).toHaveLength(6);

    await running.kill();
    await giveDatabaseBack();
    running = await startVigie({ dataDir });
    await eventually(async () => (await readdir(join(dataDir, 'spool', 'in'))).length === 0);
    const after = await reports();
    expect(after).toHaveLength(before + 3);
    for (const { ticket, receivedAt } of [waiting.body, imported.body]) {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await fetch(`${running.baseUrl}/api/v1/tickets/${ticket}`, { headers });
      const { receipts } = (await answer.json()) as { receipts: readonly { report: string }[] };
      expect(receipts).toEqual([{ report: expect.stringMatching(/^R-/), receivedAt }]);
      expect(after.find(({ number }) => number === receipts[0]?.report)?.receivedAt).toBe(receivedAt);
    }
    expect((await post('notices', notice)).body).toMatchObject({
      outcome: 'repeated',
      receivedAt: waiting.body.receivedAt,
    });
  });
});

const names = (source: string, where: string) =>
  readdir(join(dataDir, 'inbox', source, where)).catch((): string[] => []);

/** A cookie and a token, by the link the server printed. */
async function signedIn(): Promise<Record<string, string>> {
  const code = new URL(running.links.get('administrator') ?? '').searchParams.get('code');
  const json = { 'content-type': 'application/json' };
  const body = JSON.stringify({ code });
  const answer = await fetch(`${running.baseUrl}/api/v1/session`, { method: 'POST', headers: json, body });
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return { ...json, cookie, 'x-csrf-token': ((await answer.json()) as { csrfToken: string }).csrfToken };
}

/** PostgreSQL is killed and cannot be started again until what it looks for first is put back. */
async function takeDatabaseAway(): Promise<void> {
  const folder = join(dataDir, 'postgres');
  const pid = Number((await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  await rename(join(folder, 'PG_VERSION'), join(folder, 'PG_VERSION.away'));
  process.kill(pid, 'SIGKILL');
  await eventually(async () => (await fetch(`${running.baseUrl}/readyz`)).status === 503);
}

function giveDatabaseBack(): Promise<void> {
  const folder = join(dataDir, 'postgres');
  return rename(join(folder, 'PG_VERSION.away'), join(folder, 'PG_VERSION'));
}
