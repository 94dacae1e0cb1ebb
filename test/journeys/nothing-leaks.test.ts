import { globSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { killAtOnce } from '../support/process-tree.ts';
import { type StaffClient, signInWith } from '../support/staff-client.ts';
import { type RunningVigie, removeDataDir, startVigie, vigie, vigieJson } from '../support/vigie.ts';

// Proved here: secrets, names, words and addresses planted in every input, on good and on bad roads, turn up in no log, no figure, no
// refusal and no name of a file. What is stored on purpose (the database, the encrypted vault) is not looked into.
// Alone: npx vitest run --project journeys test/journeys/nothing-leaks.test.ts

/** Each word is planted in one kind of input, and nothing else in the world holds it. */
const CANARIES = {
  password: 'canary-password-5f1c',
  token: 'canary-token-77d2',
  cookie: 'canary-cookie-91ab',
  code: 'canary-one-time-code-1c3e',
  csrf: 'canary-csrf-40aa',
  key: 'canary-idempotency-e2b7',
  agent: 'canary-agent-6a6a',
  query: 'canary-query-secret-0d9f',
  path: 'canary-path-b3b3',
  narrative: 'canary-narrative-8e21',
  person: 'Canaryfirstname',
  email: 'canary.person@mail.example',
  screenName: 'canary_screen_2b7e',
  url: 'https://site.example/u?token=canary-url-secret-4444',
  fileName: 'canary-file-name-9f0e.jpg',
  bytes: 'canary-file-bytes-3e3e',
  broken: 'canary-broken-xml-7c7c',
  reason: 'canary-reason-a1a1',
  purpose: 'canary-purpose-c4d5',
  json: 'canary-broken-json-d00d',
  zero: 'canary-zero-5511',
} as const;

const WORDS = [...Object.values(CANARIES), 'canary-url-secret-4444'];

let running: RunningVigie;
let investigator: StaffClient;
let credential: { username: string; password: string };
const refusals: string[] = [];

const hitsIn = (text: string): readonly string[] => WORDS.filter((word) => text.includes(word));

async function call(path: string, init: RequestInit = {}): Promise<string> {
  const answer = await fetch(`${running.baseUrl}${path}`, init);
  const text = await answer.text();
  if (answer.status >= 400 || path.startsWith('/ispws')) refusals.push(text, ...[...answer.headers].flat());
  return text;
}

const basic = () => `Basic ${Buffer.from(`${credential.username}:${credential.password}`).toString('base64')}`;

function ispws(path: string, body: NonNullable<RequestInit['body']>): Promise<string> {
  const headers = { authorization: basic(), 'idempotency-key': CANARIES.key, 'user-agent': CANARIES.agent };
  return call(`/ispws/${path}?secret=${CANARIES.query}`, { method: 'POST', body, headers });
}

const REPORT = `<?xml version="1.0" encoding="UTF-8"?><report><incidentSummary><incidentType>Unsolicited Obscene Material Sent to a Child</incidentType><incidentDateTime>2026-11-23T08:00:00Z</incidentDateTime></incidentSummary><internetDetails><webPageIncident><url>${CANARIES.url}</url></webPageIncident></internetDetails><reporter><reportingPerson><firstName>Trust</firstName></reportingPerson></reporter><personOrUserReported><personOrUserReportedPerson><firstName>${CANARIES.person}</firstName><email>${CANARIES.email}</email></personOrUserReportedPerson><screenName>${CANARIES.screenName}</screenName></personOrUserReported><additionalInfo>${CANARIES.narrative}</additionalInfo></report>`;

beforeAll(async () => {
  running = await startVigie({ demo: true, args: ['--max-file', '64KiB', '--max-xml', '256KiB'] });
  investigator = await signInWith(running.baseUrl, running.links.get('investigator') ?? '');
  credential = await vigieJson(running.dataDir, 'credential', 'create', '--provider', 'Canary ISP', '--scope', 'ispws');
  await plantInIntake();
  await plantAtTheDesk();
  await plantOnTheWay();
  await plantWhileTheDatabaseDies();
}, 300_000);

afterAll(async () => {
  await running?.stop();
  if (running) await removeDataDir(running.dataDir);
});

async function plantInIntake(): Promise<void> {
  const id = /<reportId>(\d+)</.exec(await ispws('submit', REPORT))?.[1] ?? '';
  const form = new FormData();
  form.append('id', id);
  form.append('file', new File([CANARIES.bytes], CANARIES.fileName));
  const fileId = /<fileId>([^<]+)</.exec(await ispws('upload', form))?.[1] ?? '';
  expect(fileId).not.toBe('');
  const details = (name: string) =>
    `<fileDetails><reportId>${id}</reportId><fileId>${fileId}</fileId><originalFileName>${name}</originalFileName></fileDetails>`;
  await ispws('fileinfo', details(CANARIES.fileName));
  await ispws('fileinfo', details(`${CANARIES.fileName}</broken>`));
  await ispws('finish', new URLSearchParams({ id }));
  // Bad roads: broken, refused, too large, no report of theirs.
  await ispws('submit', `<report><additionalInfo>${CANARIES.broken}</report>`);
  await ispws('submit', `<!DOCTYPE r [<!ENTITY a "${CANARIES.broken}">]><report>&a;</report>`);
  await ispws('submit', `<report><additionalInfo>${CANARIES.broken.repeat(20_000)}</additionalInfo></report>`);
  const large = new FormData();
  large.append('id', id);
  large.append('file', new File([CANARIES.bytes.repeat(5_000)], CANARIES.fileName));
  await ispws('upload', large);
  await ispws('finish', CANARIES.broken);
  const folder = await mkdtemp(join(tmpdir(), 'vigie-canary-'));
  await writeFile(join(folder, 'tip.json'), `{"cyberTip": "${CANARIES.json}`);
  await writeFile(join(folder, 'tip.xml'), `<report>${CANARIES.broken}`);
  const { stdout, stderr } = await vigie(running.dataDir, 'import', folder, '--json');
  refusals.push(stdout, stderr);
}

async function plantAtTheDesk(): Promise<void> {
  const { items } = await investigator.get<{ items: { report: string }[] }>('queue?limit=1');
  const report = items[0]?.report ?? '';
  const said: readonly [method: 'POST' | 'PUT', path: string, body: unknown][] = [
    ['POST', `reports/${report}/victims/opening`, { purpose: CANARIES.purpose }],
    ['POST', `reports/${report}/narratives/1/opening`, { purpose: CANARIES.purpose }],
    ['PUT', `reports/${report}/urgency`, { urgency: 'P1', reason: CANARIES.reason }],
    ['PUT', `reports/${report}/urgency`, { urgency: CANARIES.reason }],
    ['PUT', `reports/${report}/urgency`, { urgency: 'P1', reason: `${CANARIES.zero}\0` }],
    ['POST', `reports/${report}/decision`, { disposition: 'package', reason: CANARIES.reason }],
    ['POST', 'outcomes', { code: CANARIES.code, outcome: 'still-investigating' }],
    ['POST', 'agencies/QC-SPL/keys', { form: 'x509', material: CANARIES.reason }],
  ];
  for (const [method, path, body] of said) {
    const { status, body: answer } = await investigator.send(method, path, body);
    if (status >= 400) refusals.push(JSON.stringify(answer));
  }
}

/** Wrong credentials of every kind, and secrets where none belong: in addresses, headers, broken JSON. */
async function plantOnTheWay(): Promise<void> {
  const wrong = Buffer.from(`${credential.username}:${CANARIES.password}`).toString('base64');
  await call('/ispws/status', { headers: { authorization: `Basic ${wrong}` } });
  await call('/api/v1/stats', { headers: { authorization: `Bearer ${CANARIES.token}` } });
  await call('/api/v1/session', { headers: { cookie: `__Host-vigie=${CANARIES.cookie}` } });
  await call(`/sign-in?code=${CANARIES.code}`, { redirect: 'manual' });
  await call(`/partner/pickup/${CANARIES.path}`);
  await call(`/api/v1/reports/${CANARIES.path}?secret=${CANARIES.query}`);
  await call(`/${CANARIES.path}/%zz`);
  const json = { 'content-type': 'application/json', 'x-csrf-token': CANARIES.csrf, referer: CANARIES.url };
  await call('/api/v1/session', { method: 'POST', headers: json, body: JSON.stringify({ code: CANARIES.code }) });
  await call('/api/v1/session', { method: 'POST', headers: json, body: `{"code": "${CANARIES.json}` });
  await call('/api/v1/session', { method: 'POST', headers: json, body: JSON.stringify({ [CANARIES.json]: 1 }) });
}

/** What is under way when PostgreSQL is killed, and what comes while it is away. */
async function plantWhileTheDatabaseDies(): Promise<void> {
  const work = Array.from({ length: 20 }, () => ispws('submit', REPORT).catch(() => ''));
  const pid = Number(readFileSync(join(running.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  killAtOnce([pid]);
  await Promise.all([...work, ...Array.from({ length: 5 }, () => ispws('submit', REPORT).catch(() => ''))]);
  await eventually(async () => (await fetch(`${running.baseUrl}/readyz`)).ok);
}

describe('what was planted', () => {
  it('is in no line of the server’s log, though the log speaks of every road', () => {
    const log = running.log();
    expect(hitsIn(log)).toEqual([]);
    for (const route of ['POST /ispws/submit', 'POST /ispws/upload', 'POST /api/v1/session', 'GET /sign-in'])
      expect(log, route).toContain(`"route":"${route}"`);
    expect(log).toMatch(/"status":(?:401|503)/);
  });

  it('is in no refusal, whoever was refused', () => {
    expect(refusals.length).toBeGreaterThan(30);
    expect(hitsIn(refusals.join('\n'))).toEqual([]);
  });

  it('is in no figure and no probe', async () => {
    for (const path of ['/metrics', '/readyz', '/healthz']) {
      const text = await (await fetch(`${running.baseUrl}${path}`)).text();
      expect(hitsIn(text), path).toEqual([]);
    }
  });

  it('is in no log of PostgreSQL, not even of the one that was killed', () => {
    const logs = globSync('run/postgres.log*', { cwd: running.dataDir });
    expect(logs.length).toBeGreaterThan(0);
    for (const name of logs) expect(hitsIn(readFileSync(join(running.dataDir, name), 'latin1')), name).toEqual([]);
  });

  it('is in no name of a file, and in no file outside the database and the vault', () => {
    const names = globSync('**/*', { cwd: running.dataDir });
    expect(hitsIn(names.join('\n'))).toEqual([]);
    const plain = names.filter((name) => !/^(?:postgres|blobs)\//.test(name));
    const texts = plain
      .map((name) => join(running.dataDir, name))
      .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
    for (const path of texts) expect(hitsIn(readFileSync(path, 'latin1')), path).toEqual([]);
  });

  it('is in no byte of the vault: what lies there is encrypted', () => {
    const blobs = globSync('blobs/**/*', { cwd: running.dataDir })
      .map((name) => join(running.dataDir, name))
      .filter((path) => statSync(path).isFile());
    expect(blobs.length).toBeGreaterThan(0);
    for (const path of blobs) expect(hitsIn(readFileSync(path, 'latin1')), path).toEqual([]);
  });

  it('would have been found: the report as stored holds it, seen by one who may', async () => {
    const { items } = await investigator.get<{ items: { report: string; sender: string }[] }>('reports?limit=200');
    const own = items.filter(({ sender }) => sender === 'Canary ISP');
    const shown = await Promise.all(own.map(({ report }) => investigator.get(`reports/${report}`)));
    expect(hitsIn(JSON.stringify(shown))).toContain(CANARIES.screenName);
  });
});
