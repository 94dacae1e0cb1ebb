import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { recipientKeyOf } from '#platform/crypto/cms-decrypt.ts';
import { aCertificate, hasProgram } from '#platform/crypto/testing.ts';
import { XARF_SAMPLE } from '../parse/format-samples.ts';
import type { FoundRecord } from './found-record.ts';
import { type MailKeys, NO_MAIL_KEYS } from './open-smime.ts';
import { readRecords } from './read-document.ts';

// Proved here: what openssl encrypted or signed is opened wherever it lies in a mail, within bounds, and each signature says what it covers.
// Out of scope: the ciphers (src/platform/crypto/cms-decrypt.test.ts), the bench (commands/read-mail-again.db.test.ts).
// Alone: npx vitest run --project unit src/features/intake/import/sealed-parts.test.ts

const NOW = '2026-11-24T12:00:00.000Z' as Instant;
const HAS_OPENSSL = hasProgram('openssl', 'version');
const own = HAS_OPENSSL ? aCertificate() : null;
const dir = mkdtempSync(join(tmpdir(), 'vigie-sealed-'));
const certPath = join(dir, 'cert.pem');
writeFileSync(certPath, own?.certPem ?? '');
const ownKey = own === null ? null : recipientKeyOf(`${own.keyPem}${own.certPem}`);
const KEYS: MailKeys = async () => (ownKey === null ? [] : [ownKey]);

const cms = (input: string, ...args: readonly string[]) =>
  execFileSync('openssl', ['cms', ...args], { input })
    .toString()
    .replace(/\r?\n/g, '\r\n');
const encrypted = (entity: string) => cms(entity, '-encrypt', '-aes256', certPath);
const signer = () => ['-signer', certPath, '-inkey', own?.keyPath ?? ''];
const signedInside = (entity: string) => cms(entity, '-sign', '-nodetach', '-binary', ...signer());
const signedBeside = (entity: string) => cms(entity, '-sign', '-binary', ...signer());

const JSON_PART = `Content-Type: application/json\r\n\r\n${JSON.stringify(XARF_SAMPLE)}`;
const WORDS_PART = 'Content-Type: text/plain\r\n\r\nSeen at https://site.example/inside today.';
const FOOTER = 'Content-Type: text/plain\r\n\r\nSent by a list.';
const letter = (type: string, ...parts: readonly string[]) =>
  `From: a@safety.example\r\nContent-Type: ${type}; boundary=outer\r\n\r\n${parts.map((part) => `--outer\r\n${part}\r\n`).join('')}--outer--\r\n`;
const mixed = (...parts: readonly string[]) => letter('multipart/mixed', ...parts);
const forwarded = (message: string) => `Content-Type: message/rfc822\r\n\r\n${message}`;

async function read(message: string, keys: MailKeys = KEYS): Promise<readonly FoundRecord[]> {
  const found: FoundRecord[] = [];
  for await (const one of readRecords({ bytes: Buffer.from(message), shape: 'mail' }, NOW, [], keys)) found.push(one);
  return found;
}
const fieldOf = ({ report }: FoundRecord, name: string) =>
  report.internetDetails.find(({ kind }) => kind === 'mail')?.fields[name];
const wordsOf = (found: FoundRecord | undefined) => found?.report.narratives.map(({ body }) => body).join('\n') ?? '';

describe.skipIf(!HAS_OPENSSL)('a sealed part of a mail', () => {
  it('that is encrypted is opened, and the document in it is a report', async () => {
    const [found, ...more] = await read(mixed(encrypted(JSON_PART), FOOTER));
    expect(more).toEqual([]);
    expect(found).toMatchObject({ unreadable: null, report: { format: 'xarf', externalId: XARF_SAMPLE.report_id } });
    expect(found && fieldOf(found, 'smime-encrypted')).toEqual(['yes (part[0])']);
    expect(wordsOf(found)).toContain('Sent by a list.');
  });

  it('that is signed and encrypted and lies in a forwarded message is opened, and says what its signature covers', async () => {
    const inner = `From: b@other.example\r\nSubject: inside\r\n${encrypted(signedBeside(WORDS_PART))}`;
    const [found] = await read(mixed('Content-Type: text/plain\r\n\r\nSee below.', forwarded(inner)));
    expect(found?.unreadable).toBeNull();
    expect(wordsOf(found)).toContain('https://site.example/inside');
    expect(found && fieldOf(found, 'smime-signature')).toEqual(['holds']);
    expect(found && fieldOf(found, 'smime-signer')?.[0]).toMatch(
      /Example Police Service[\s\S]* \(part\[1\]\.message\)$/,
    );
  });

  it('that is signed, its content inside the signature, is read', async () => {
    const [found] = await read(mixed(signedInside(WORDS_PART), FOOTER));
    expect(found?.report.identifiers).toMatchObject([{ value: 'https://site.example/inside' }]);
    expect(found && fieldOf(found, 'smime-signature')).toEqual(['holds']);
  });

  it('whose words were changed afterwards is read, and its signature does not hold', async () => {
    const changed = signedBeside(WORDS_PART).replace('/inside', '/other');
    const [found] = await read(mixed(forwarded(`From: b@other.example\r\n${changed}`)));
    expect(wordsOf(found)).toContain('https://site.example/other');
    expect(found && fieldOf(found, 'smime-signature')).toEqual(['does not hold']);
  });

  it('without a key waits on the bench, with the words around it and its file named', async () => {
    const part = `Content-Disposition: attachment; filename="smime.p7m"\r\n${encrypted(JSON_PART).replace(/^Content-Disposition.*\r\n/m, '')}`;
    const [found] = await read(
      mixed(part, 'Content-Type: text/plain\r\n\r\nSeen at https://a.example/9'),
      NO_MAIL_KEYS,
    );
    expect(found).toMatchObject({
      unreadable: 'smime-no-key',
      report: { format: 'mail', senderName: 'safety.example' },
    });
    expect(found?.report.identifiers).toMatchObject([{ value: 'https://a.example/9' }]);
    expect(found?.report.files).toMatchObject([{ givenName: 'smime.p7m' }]);
    expect(found?.report.drift).toContainEqual(expect.objectContaining({ path: 'part[0]', kind: 'unknown-value' }));
    expect(found?.report.advice).toEqual(['unopened-payload']);
  });

  it('without a key beside a document that can be read holds nobody up', async () => {
    const [found] = await read(mixed(encrypted(WORDS_PART), JSON_PART), NO_MAIL_KEYS);
    expect(found).toMatchObject({ unreadable: null, report: { format: 'xarf' } });
    expect(found?.report.drift).toContainEqual(expect.objectContaining({ path: 'part[0]', kind: 'unknown-value' }));
  });

  it('of what is only evidence stays closed without a key, and the report is read', async () => {
    const feedback =
      'Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nSource-IP: 192.0.2.1\r\nUser-Agent: x';
    const message = letter('multipart/report', feedback, forwarded(`From: c@x.example\r\n${encrypted(JSON_PART)}`));
    expect(await read(message, NO_MAIL_KEYS)).toMatchObject([{ unreadable: null, report: { format: 'mail' } }]);
    // With a key its document is still evidence, never a report of its own.
    expect(await read(message)).toMatchObject([{ unreadable: null, report: { format: 'mail' } }]);
  });

  it('of too many layers stays closed, however they lie', async () => {
    let deep = WORDS_PART;
    for (let layer = 0; layer < 13; layer++) deep = signedInside(deep);
    expect(await read(mixed(deep))).toMatchObject([{ unreadable: 'smime-too-deep' }]);
    const one = signedInside(WORDS_PART);
    const [broad] = await read(mixed(...Array<string>(13).fill(one)));
    expect(broad).toMatchObject({ unreadable: 'smime-too-deep' });
    expect(broad?.report.narratives.filter(({ body }) => body.includes('site.example/inside'))).toHaveLength(12);
    expect(await read(mixed(...Array<string>(12).fill(one)))).toMatchObject([{ unreadable: null }]);
  }, 30_000);
});
