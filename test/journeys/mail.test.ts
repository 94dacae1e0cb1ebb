import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type Mail from 'nodemailer/lib/mailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasProgram } from '../../src/platform/crypto/testing.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { type StaffClient, signInWith } from '../support/staff-client.ts';
import { freshDataDir, type RunningVigie, removeDataDir, startVigie, vigieJson } from '../support/vigie.ts';

// Proved here, with mails of an independent writer over real SMTP and a real IMAP server: each kind of report becomes one in the queue, once,
// whatever fails on the way. Out of scope: what each part of a message comes to (src/features/intake/parse/parse-mail.test.ts).
// Alone: npx vitest run --project journeys test/journeys/mail.test.ts

const DESK = 'reports@centre.example';
const HAS_OPENSSL = hasProgram('openssl', 'version');
const HAS_DOVECOT = hasProgram('dovecot', '--version');
const MOST_BYTES = 2_000_000;

interface Shown {
  readonly number: string;
  readonly format: string;
  readonly source: string;
  readonly sender: string;
  readonly channel: string;
  readonly externalId: string | null;
  readonly reading: string;
  readonly unreadableReason: string | null;
  readonly identifiers: readonly Record<string, unknown>[];
  readonly internetDetails: readonly { readonly kind: string; readonly fields: Record<string, string[]> }[];
  readonly incidents: readonly { readonly incidentType: string | null }[];
  readonly files: readonly { readonly details: { readonly claimedHashes: readonly { value: string }[] } }[];
}
interface Listed {
  readonly number: string;
  readonly source: string;
  readonly sender: string;
  readonly receivedAt: string;
}

let dataDir: string;
let running: RunningVigie;
let investigator: StaffClient;
let smtpPort: number;
let dovecot: Dovecot | null = null;

beforeAll(async () => {
  dataDir = await freshDataDir();
  smtpPort = await freePort();
  dovecot = HAS_DOVECOT ? await startDovecot() : null;
  await mkdir(join(dataDir, 'operator'), { recursive: true });
  if (dovecot) await writeFile(join(dataDir, 'operator', 'imap-password'), `${dovecot.password}\n`);
  const recipients = [
    { address: DESK, source: 'provider' },
    { address: 'police@centre.example', source: 'police-ca' },
  ];
  const box = dovecot && {
    ...{ host: '127.0.0.1', port: dovecot.port, security: 'none', user: dovecot.user, source: 'hotline' },
    ...{ passwordFile: 'imap-password', everySeconds: 1 },
  };
  const settings = { smtp: { port: smtpPort, recipients, mostBytes: MOST_BYTES }, ...(box ? { imap: [box] } : {}) };
  await writeFile(join(dataDir, 'operator', 'mail.json'), JSON.stringify(settings));
  running = await startVigie({ dataDir, demo: true });
  investigator = await signInWith(running.baseUrl, running.links.get('investigator') ?? '');
});
afterAll(async () => {
  await running?.stop();
  await dovecot?.stop();
  await removeDataDir(dataDir);
});

async function send(mail: Mail.Options, to = DESK): Promise<string> {
  const transport = createTransport({ host: '127.0.0.1', port: smtpPort, secure: false, ignoreTLS: true });
  const sent = await transport.sendMail({ from: 'Abuse Desk <abuse@safety.example>', to, ...mail });
  return sent.response ?? '';
}

/** A message as it would be sent, to be sent more than once. */
async function written(mail: Mail.Options): Promise<Buffer> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await transport.sendMail({ from: 'abuse@safety.example', to: DESK, ...mail });
  return message as Buffer;
}

/** The code a sending server hears in place of an acceptance. */
async function refusalOf(mail: Mail.Options, to = DESK): Promise<number> {
  return send(mail, to).then(
    (response) => Number(response.slice(0, 3)),
    (error: { responseCode?: number }) => error.responseCode ?? 0,
  );
}

const numberIn = (response: string) => /R-\d{4}-\d{6}/.exec(response)?.[0] ?? response;
const shown = (number: string) => vigieJson<Shown>(dataDir, 'report', 'show', number);
const raw = async (number: string) =>
  Buffer.from((await vigieJson<{ base64: string }>(dataDir, 'report', 'raw', number)).base64, 'base64');
const listed = async (source: string) =>
  (await vigieJson<{ items: readonly Listed[] }>(dataDir, 'report', 'list', '--source', source, '--limit', '500'))
    .items;

/** The report a sender was told of, once it stands in the queue, assessed. */
async function inQueue(response: string, source = 'provider'): Promise<Shown> {
  const number = numberIn(response);
  await eventually(async () => {
    const page = await investigator.get<{ items: { report: string; provisional: boolean }[] }>(
      `queue?view=all&source=${source}&limit=200`,
    );
    return page.items.find((row) => row.report === number && !row.provisional) ?? null;
  });
  return shown(number);
}

const XARF = {
  ...{ xarf_version: '4.2.0', report_id: '0d4ff3a2-0000-4000-8000-1f6a1c6b7e11', timestamp: '2026-11-20T10:30:00Z' },
  reporter: { org: 'Example Safety', contact: 'a@safety.example', domain: 'safety.example' },
  sender: { org: 'Example Safety', contact: 'a@safety.example', domain: 'safety.example' },
  ...{ source_identifier: '198.51.100.24', source_port: 4711, category: 'content', type: 'csam' },
  ...{ url: 'https://site.example/x/1', classification: 'A1', detection_method: 'hash_match' },
};
const FEEDBACK = [
  'Feedback-Type: abuse',
  'User-Agent: ExampleDesk/1.0',
  'Version: 1',
  'Source-IP: 192.0.2.77',
  'Source-Port: 50123',
  'Arrival-Date: Thu, 19 Nov 2026 14:00:00 -0500',
  'Reported-URI: https://site.example/arf/1',
  'Incidents: 3',
].join('\r\n');
const ORIGINAL = [
  'From: someone@mail.example',
  'To: user@safety.example',
  'Subject: neutral',
  'Date: Thu, 19 Nov 2026 13:59:00 -0500',
  '',
  'Neutral text that names https://other.example/2',
].join('\r\n');

describe('from the sender’s mail to the queue', () => {
  it('goes a letter with what it names, its sender as stated', async () => {
    const page = await inQueue(
      await send({
        subject: 'A report',
        text: 'Seen at https://site.example/m/1 today.',
        headers: { 'Authentication-Results': 'mx.centre.example; spf=fail' },
      }),
    );
    expect(page).toMatchObject({ format: 'mail', sender: 'safety.example', channel: 'mail', source: 'provider' });
    expect(page.identifiers).toContainEqual(
      expect.objectContaining({ kind: 'url', value: 'https://site.example/m/1', provenance: 'mined-from-text' }),
    );
    const fields = page.internetDetails.find(({ kind }) => kind === 'mail')?.fields;
    expect(fields).toMatchObject({ 'authentication-results': ['mx.centre.example; spf=fail'] });
  });

  it('goes a feedback report, with address, port and time, and the message it is about', async () => {
    const page = await inQueue(
      await send({
        subject: 'FW: abuse',
        raw: reportOf(['message/feedback-report', FEEDBACK], ['message/rfc822', ORIGINAL]),
      }),
    );
    expect(page.incidents).toMatchObject([{ incidentType: 'abuse' }]);
    expect(page.identifiers).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          ...{ kind: 'ip', value: '192.0.2.77', port: 50_123, provenance: 'reported-by-provider' },
          observed: expect.objectContaining({ instant: '2026-11-19T19:00:00.000Z' }),
        }),
        expect.objectContaining({ kind: 'url', value: 'https://site.example/arf/1' }),
        expect.objectContaining({ kind: 'email', value: 'someone@mail.example', provenance: 'mined-from-text' }),
        expect.objectContaining({ kind: 'url', value: 'https://other.example/2' }),
      ]),
    );
  });

  it('goes the JSON of an X-ARF mail as by its own door, and the words around it', async () => {
    const page = await inQueue(
      await send({
        ...{ subject: 'X-ARF', text: 'See @neutral_handle9 too.', headers: { 'X-XARF': 'PLAIN' } },
        attachments: [{ filename: 'xarf.json', content: JSON.stringify(XARF), contentType: 'application/json' }],
      }),
    );
    expect(page).toMatchObject({
      format: 'xarf',
      externalId: XARF.report_id,
      sender: 'Example Safety',
      channel: 'mail',
    });
    expect(page.identifiers).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ value: '198.51.100.24', port: 4711 }),
        expect.objectContaining({ value: '@neutral_handle9', provenance: 'mined-from-text' }),
      ]),
    );
    expect((await raw(page.number)).toString()).toMatch(/^X-XARF: PLAIN/im);
  });

  it('goes the report of a former version of X-ARF by its fields', async () => {
    const former = {
      Version: '3',
      Report: { ReportClass: 'Content', ReportType: 'CSAM', SourceIp: '203.0.113.9', SourcePort: 443 },
    };
    const page = await inQueue(
      await send({
        ...{ subject: 'X-ARF 3', text: 'A report.', headers: { 'X-XARF': 'PLAIN' } },
        attachments: [{ filename: 'xarf.json', content: JSON.stringify(former) }],
      }),
    );
    expect(page.incidents).toMatchObject([{ incidentType: 'Content/CSAM' }]);
    expect(page.identifiers).toContainEqual(expect.objectContaining({ kind: 'ip', value: '203.0.113.9', port: 443 }));
  });

  it('goes a referral of police under the source of its address', async () => {
    const referral = {
      ...{ format: 'vigie-police-referral', version: '1.0', fileNumber: 'EPS-26-9' },
      from: { agency: 'Example Police Service', country: 'CA' },
      ...{ request: { type: 'transfer-of-notice' }, narrative: 'Neutral.' },
    };
    const attachments = [{ filename: 'referral.json', content: JSON.stringify(referral) }];
    const page = await inQueue(await send({ text: 'Attached.', attachments }, 'police@centre.example'), 'police-ca');
    expect(page).toMatchObject({ format: 'referral', source: 'police-ca', sender: 'Example Police Service' });
  });

  it('go several reports of one mail, each with bytes of its own, and the mail beside the first', async () => {
    const two = [41, 42].map((last) => ({ ...XARF, report_id: `0d4ff3a2-0000-4000-8000-1f6a1c6b7e${last}` }));
    const attachments = two.map((one, at) => ({ filename: `xarf-${at}.json`, content: JSON.stringify(one) }));
    const before = (await listed('provider')).length;
    const mail = {
      subject: 'two',
      text: 'Two reports.',
      messageId: '<two@safety.example>',
      date: new Date(0),
      attachments,
    };
    const response = await send(mail);
    expect(response).toMatch(/and 1 more/);
    const first = await inQueue(response);
    expect(first.files).toHaveLength(1);
    expect(JSON.parse((await raw(first.number)).toString())).toMatchObject({ report_id: two[0]?.report_id });
    expect((await listed('provider')).length).toBe(before + 2);
    await send(mail);
    expect((await listed('provider')).length).toBe(before + 2);
  });

  it('goes what a zip holds', async () => {
    const folder = join(dataDir, 'run', 'zipped');
    await mkdir(folder, { recursive: true });
    const { ZipFile } = await import('yazl');
    const zip = new ZipFile();
    zip.addBuffer(
      Buffer.from(JSON.stringify({ ...XARF, report_id: '0d4ff3a2-0000-4000-8000-1f6a1c6b7e55' })),
      'a/xarf.json',
    );
    zip.end();
    const pieces: Buffer[] = [];
    for await (const piece of zip.outputStream as AsyncIterable<Buffer>) pieces.push(piece);
    const page = await inQueue(
      await send({ text: 'z', attachments: [{ filename: 'a.zip', content: Buffer.concat(pieces) }] }),
    );
    expect(page).toMatchObject({ format: 'xarf', externalId: '0d4ff3a2-0000-4000-8000-1f6a1c6b7e55' });
  });
});

describe('what a mail must not do', () => {
  it('the same message again is the same report', async () => {
    const raw = await written({ subject: 'again', text: 'Neutral words.' });
    expect(numberIn(await send({ raw }))).toBe(numberIn(await send({ raw })));
  });

  it('imagery in it is opened by nobody: it goes to the vault with the mail, and stands in no row', async () => {
    const picture = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(4_000, 'generated pattern')]);
    const attachments = [{ filename: 'pattern.png', content: picture }];
    const page = await inQueue(await send({ subject: 'with a picture', text: 'Neutral.', attachments }));
    expect(page.files[0]?.details.claimedHashes[0]?.value).toBe(createHash('sha256').update(picture).digest('hex'));
    expect((await raw(page.number)).toString()).toContain(picture.toString('base64').slice(0, 40));
  });

  it('one that is too large is refused for good, one for a stranger is not passed on, and no sign-in is offered', async () => {
    expect(
      await refusalOf({ text: 'x', attachments: [{ filename: 'a.bin', content: Buffer.alloc(MOST_BYTES) }] }),
    ).toBe(552);
    expect(await refusalOf({ text: 'x' }, 'someone@elsewhere.example')).toBe(550);
    const told = await dialogue(['EHLO x', 'AUTH PLAIN AGEAYg==', `MAIL FROM:<a@b.example> SIZE=${MOST_BYTES * 2}`]);
    expect(told).not.toMatch(/^250.AUTH/m);
    expect(told).toMatch(/^50\d/m);
    expect(told).toMatch(/^552/m);
  });

  it('a letter cannot file a notice in the name of a provider it names', async () => {
    const addresses = {
      ...{ regime: 'CA-MRA-s2', addresses: ['https://site.example/t/7'] },
      provider: { id: 'P-7', name: 'Example Provider' },
    };
    const attachments = [{ filename: 'addresses.json', content: JSON.stringify(addresses) }];
    const page = await inQueue(await send({ text: 'List.', attachments }));
    expect(page).toMatchObject({ format: 'addresses-only', sender: 'safety.example' });
  });
});

describe.skipIf(!HAS_OPENSSL)('an encrypted mail', () => {
  const sealed = (name: string, certificate: string, ...options: string[]) => {
    const [clear, cert] = [join(dataDir, 'run', `${name}.txt`), join(dataDir, 'run', `${name}.pem`)];
    const inner = `Content-Type: application/json; name="xarf.json"\r\n\r\n${JSON.stringify({ ...XARF, report_id: `0d4ff3a2-0000-4000-8000-${name}` })}`;
    execFileSync('tee', [clear], { input: inner });
    execFileSync('tee', [cert], { input: certificate });
    const args = ['cms', '-encrypt', '-in', clear, '-subject', 'sealed', '-from', 'a@safety.example', '-to', DESK];
    return execFileSync('openssl', [...args, ...options, cert]);
  };

  it('is opened with the key of the house, and its bytes are kept as they came', async () => {
    const own = await vigieJson<{ certificate: string }>(dataDir, ...KEY_ARGS);
    for (const [name, cipher] of [
      ['1f6a1c6b7e61', '-aes256'],
      ['1f6a1c6b7e62', '-aes-256-gcm'],
    ] as const) {
      const page = await inQueue(await send({ raw: sealed(name, own.certificate, cipher) }));
      expect(page).toMatchObject({ format: 'xarf', externalId: `0d4ff3a2-0000-4000-8000-${name}` });
      const mail = page.internetDetails.find(({ kind }) => kind === 'mail');
      expect(mail?.fields).toMatchObject({ 'smime-encrypted': ['yes'] });
      expect((await raw(page.number)).toString()).not.toContain(name);
    }
  });

  it('for another key stands on the repair bench with the reason and its bytes', async () => {
    const strange = join(dataDir, 'run', 'strange.pem');
    const subject = ['-subj', '/CN=elsewhere', '-days', '9', '-nodes', '-keyout', `${strange}.key`, '-out', strange];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', ...subject], { stdio: 'ignore' });
    const mail = sealed('1f6a1c6b7e63', await readFile(strange, 'utf8'), '-aes256');
    const number = numberIn(await send({ raw: mail }));
    expect(await shown(number)).toMatchObject({ reading: 'unreadable', unreadableReason: 'smime-not-for-this-key' });
    expect((await raw(number)).toString().replace(/\r?\n/g, '')).toContain(
      mail.toString().replace(/\r?\n/g, '').slice(-200),
    );
  });
});
const KEY_ARGS = ['mail', 'key', 'create', '--name', 'Example Centre', '--address', DESK];

describe.skipIf(!HAS_DOVECOT)('a mailbox of an IMAP server', () => {
  it('is read: each message is received, then filed away; the same again is no second report', async () => {
    const letter = aLetter('imap-1');
    await dovecot?.deliver(letter);
    await eventually(async () => (await listed('hotline')).length === 1 || null);
    await eventually(async () => (await dovecot?.inbox())?.length === 0 || null);
    expect(await dovecot?.filed('Received')).toHaveLength(1);
    await dovecot?.deliver(letter);
    await eventually(async () => (await dovecot?.filed('Received'))?.length === 2 || null);
    expect(await listed('hotline')).toHaveLength(1);
  });

  it('loses nothing and doubles nothing when the house is killed between, and again', async () => {
    for (const round of [1, 2]) {
      for (let at = 0; at < 5; at++) await dovecot?.deliver(aLetter(`imap-kill-${round}-${at}`));
      await eventually(async () => (await dovecot?.inbox())?.length !== 5 || null);
      await running.kill();
      running = await startVigie({ dataDir, demo: true });
    }
    await eventually(async () => (await dovecot?.inbox())?.length === 0 || null);
    expect(await listed('hotline')).toHaveLength(1 + 10);
  });
});

describe('while the database is away', () => {
  it('a mail is accepted once it lies on the disk, and is received with its own instant when the database is back', async () => {
    await takeDatabaseAway();
    const response = await send({ subject: 'away', text: 'Neutral, in the meantime.' });
    const waiting = /W-[\dA-F-]+/.exec(response)?.[0] ?? '';
    const sentAt = new Date().toISOString();
    expect(await readdir(join(dataDir, 'spool', 'in'))).toEqual(
      expect.arrayContaining([`${waiting}.json`, `${waiting}.body.eml`]),
    );
    await giveDatabaseBack();
    await eventually(async () => (await readdir(join(dataDir, 'spool', 'in'))).length === 0 || null);
    const [report] =
      (await vigieJson<{ items?: Listed[] } & Listed>(dataDir, 'report', 'list', '--limit', '1')).items ?? [];
    expect(report?.sender).toBe('safety.example');
    expect((report?.receivedAt ?? '') <= sentAt).toBe(true);
  });
});

const aLetter = (id: string) =>
  `From: Hotline <line@hotline.example>\r\nTo: ${DESK}\r\nMessage-ID: <${id}@hotline.example>\r\nSubject: ${id}\r\n\r\nSeen at https://site.example/${id}\r\n`;

function reportOf(...parts: readonly (readonly [type: string, body: string])[]): string {
  const head = `From: abuse@safety.example\r\nTo: ${DESK}\r\nSubject: FW\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=feedback-report; boundary="b1"`;
  const all = [['text/plain', 'This is a report of abuse.'] as const, ...parts];
  return `${head}\r\n\r\n${all.map(([type, body]) => `--b1\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`).join('')}--b1--\r\n`;
}

/** Says lines to the door, one after the other, and answers everything it said. */
async function dialogue(lines: readonly string[]): Promise<string> {
  const socket = createConnection({ port: smtpPort, host: '127.0.0.1' });
  let said = '';
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    said += chunk.toString();
    const answered = said.match(/^\d{3} .*$/gm)?.length ?? 0;
    if (answered > lines.length) break;
    if (said.endsWith('\r\n') && answered > 0) socket.write(`${lines[answered - 1]}\r\n`);
  }
  socket.destroy();
  return said;
}

/** The embedded PostgreSQL is killed and cannot be started again until what it looks for first is put back. */
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
