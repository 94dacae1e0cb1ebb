import { execFileSync } from 'node:child_process';
import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasProgram } from '../../src/platform/crypto/testing.ts';
import { type Dovecot, startDovecot } from '../support/dovecot.ts';
import { eventually } from '../support/eventually.ts';
import { DESK, MailDesk, numberIn, XARF } from '../support/mail-desk.ts';
import { vigieJson } from '../support/vigie.ts';

// Proved here: mails encrypted by openssl are opened with the key of the house, a real IMAP server's box is emptied, and nothing is lost or
// doubled by a kill or while the database is away. Out of scope: the kinds of mail (mail.test.ts).
// Alone: npx vitest run --project journeys test/journeys/mail-box-and-keys.test.ts

const HAS_OPENSSL = hasProgram('openssl', 'version');
const HAS_DOVECOT = hasProgram('dovecot', '--version');

let desk: MailDesk;
let dovecot: Dovecot | null = null;
beforeAll(async () => {
  dovecot = HAS_DOVECOT ? await startDovecot() : null;
  desk = await MailDesk.open(dovecot);
});
afterAll(async () => {
  await desk?.close();
  await dovecot?.stop();
});

const KEY_ARGS = ['mail', 'key', 'create', '--name', 'Example Centre', '--address', DESK];

describe.skipIf(!HAS_OPENSSL)('an encrypted mail', () => {
  const sealed = (name: string, certificate: string, ...options: string[]) => {
    const [clear, cert] = [join(desk.dataDir, 'run', `${name}.txt`), join(desk.dataDir, 'run', `${name}.pem`)];
    const inner = `Content-Type: application/json; name="xarf.json"\r\n\r\n${JSON.stringify({ ...XARF, report_id: `0d4ff3a2-0000-4000-8000-${name}` })}`;
    execFileSync('tee', [clear], { input: inner });
    execFileSync('tee', [cert], { input: certificate });
    const args = ['cms', '-encrypt', '-in', clear, '-subject', 'sealed', '-from', 'a@safety.example', '-to', DESK];
    return execFileSync('openssl', [...args, ...options, cert]);
  };

  it('is opened with the key of the house, and its bytes are kept as they came', async () => {
    const own = await vigieJson<{ certificate: string }>(desk.dataDir, ...KEY_ARGS);
    for (const [name, cipher] of [
      ['1f6a1c6b7e61', '-aes256'],
      ['1f6a1c6b7e62', '-aes-256-gcm'],
    ] as const) {
      const page = await desk.inQueue(await desk.send({ raw: sealed(name, own.certificate, cipher) }));
      expect(page).toMatchObject({ format: 'xarf', externalId: `0d4ff3a2-0000-4000-8000-${name}` });
      const mail = page.internetDetails.find(({ kind }) => kind === 'mail');
      expect(mail?.fields).toMatchObject({ 'smime-encrypted': ['yes'] });
      expect((await desk.raw(page.number)).toString()).not.toContain(name);
    }
  });

  it('for another key stands on the repair bench with the reason and its bytes', async () => {
    const strange = join(desk.dataDir, 'run', 'strange.pem');
    const subject = ['-subj', '/CN=elsewhere', '-days', '9', '-nodes', '-keyout', `${strange}.key`, '-out', strange];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', ...subject], { stdio: 'ignore' });
    const mail = sealed('1f6a1c6b7e63', await readFile(strange, 'utf8'), '-aes256');
    const number = numberIn(await desk.send({ raw: mail }));
    expect(await desk.shown(number)).toMatchObject({
      reading: 'unreadable',
      unreadableReason: 'smime-not-for-this-key',
    });
    expect((await desk.raw(number)).toString().replace(/\r?\n/g, '')).toContain(
      mail.toString().replace(/\r?\n/g, '').slice(-200),
    );
  });
});
describe.skipIf(!HAS_DOVECOT)('a mailbox of an IMAP server', () => {
  it('is read: each message is received, then filed away; the same again is no second report', async () => {
    const letter = aLetter('imap-1');
    await dovecot?.deliver(letter);
    await eventually(async () => (await desk.ofSource('hotline')).length === 1 || null);
    await eventually(async () => (await dovecot?.inbox())?.length === 0 || null);
    expect(await dovecot?.filed('Received')).toHaveLength(1);
    await dovecot?.deliver(letter);
    await eventually(async () => (await dovecot?.filed('Received'))?.length === 2 || null);
    expect(await desk.ofSource('hotline')).toHaveLength(1);
  });

  it('loses nothing and doubles nothing when the house is killed between, and again', async () => {
    for (const round of [1, 2]) {
      for (let at = 0; at < 5; at++) await dovecot?.deliver(aLetter(`imap-kill-${round}-${at}`));
      await eventually(async () => (await dovecot?.inbox())?.length !== 5 || null);
      await desk.killAndStart();
    }
    await eventually(async () => (await dovecot?.inbox())?.length === 0 || null);
    expect(await desk.ofSource('hotline')).toHaveLength(1 + 10);
  });
});

describe('while the database is away', () => {
  it('a mail is accepted once it lies on the disk, and is received with its own instant when the database is back', async () => {
    await takeDatabaseAway();
    const response = await desk.send({ subject: 'away', text: 'Neutral, in the meantime.' });
    const waiting = /W-[\dA-F-]+/.exec(response)?.[0] ?? '';
    const sentAt = new Date().toISOString();
    expect(await readdir(join(desk.dataDir, 'spool', 'in'))).toEqual(
      expect.arrayContaining([`${waiting}.json`, `${waiting}.body.eml`]),
    );
    await giveDatabaseBack();
    await eventually(async () => (await readdir(join(desk.dataDir, 'spool', 'in'))).length === 0 || null);
    const [report] = await desk.listed('--limit', '1');
    expect(report?.sender).toBe('safety.example');
    expect((report?.receivedAt ?? '') <= sentAt).toBe(true);
  });
});

const aLetter = (id: string) =>
  `From: Hotline <line@hotline.example>\r\nTo: ${DESK}\r\nMessage-ID: <${id}@hotline.example>\r\nSubject: ${id}\r\n\r\nSeen at https://site.example/${id}\r\n`;

/** The embedded PostgreSQL is killed and cannot be started again until what it looks for first is put back. */
async function takeDatabaseAway(): Promise<void> {
  const folder = join(desk.dataDir, 'postgres');
  const pid = Number((await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  await rename(join(folder, 'PG_VERSION'), join(folder, 'PG_VERSION.away'));
  process.kill(pid, 'SIGKILL');
  await eventually(async () => (await fetch(`${desk.running.baseUrl}/readyz`)).status === 503);
}

function giveDatabaseBack(): Promise<void> {
  const folder = join(desk.dataDir, 'postgres');
  return rename(join(folder, 'PG_VERSION.away'), join(folder, 'PG_VERSION'));
}
