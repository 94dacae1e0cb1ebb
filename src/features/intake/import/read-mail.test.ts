import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { describe, expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { XARF_SAMPLE } from '../parse/format-samples.ts';
import type { FoundRecord } from './found-record.ts';
import { readRecords } from './read-document.ts';

const NOW = '2026-11-24T12:00:00.000Z' as Instant;

async function readAll(bytes: Buffer): Promise<readonly FoundRecord[]> {
  const records: FoundRecord[] = [];
  for await (const record of readRecords({ bytes, shape: 'mail' }, NOW)) records.push(record);
  return records;
}

const letter = (type: string, body: string, ...headers: readonly string[]) =>
  Buffer.from(['From: Desk <Desk@Safety.example>', ...headers, `Content-Type: ${type}`, '', body].join('\r\n'));
const mixed = (...parts: readonly (readonly [header: string, body: string])[]) =>
  letter(
    'multipart/mixed; boundary=b',
    `${parts.map(([header, body]) => `--b\r\n${header}\r\n\r\n${body}\r\n`).join('')}--b--`,
  );
const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(100, 'generated pattern')]);
const AS_PNG = [
  'Content-Type: image/png; name="p.png"\r\nContent-Transfer-Encoding: base64',
  PNG.toString('base64'),
] as const;

describe('a mail', () => {
  it('is its own report, with words in whatever letters they came, and nobody’s own address among what it names', async () => {
    const body = Buffer.from('vu à https://exemple.example/é, écrire à desk@safety.example', 'latin1');
    const head = letter('text/plain; charset=iso-8859-1', '', 'Subject: =?utf-8?Q?signal=C3=A9?=');
    const [found] = await readAll(Buffer.concat([head, body]));
    expect(found?.report).toMatchObject({ format: 'mail', senderName: 'safety.example' });
    expect(found?.report.narratives.map(({ path, body: words }) => [path, words])).toEqual([
      ['subject', 'signalé'],
      ['body', 'vu à https://exemple.example/é, écrire à desk@safety.example'],
    ]);
    expect(found?.report.identifiers.map(({ kind }) => kind)).toEqual(['url']);
  });

  it('in HTML is read by its words and where its links lead', async () => {
    const [found] = await readAll(letter('text/html', '<p>see <a href="https://a.example/1">this</a></p>'));
    expect(found?.report.identifiers).toMatchObject([{ kind: 'url', value: 'https://a.example/1' }]);
  });

  it.each([
    ['by its type', AS_PNG],
    [
      'by its bytes',
      ['Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64', PNG.toString('base64')],
    ],
    ['by its name', ['Content-Type: application/octet-stream; name=x.jpg', 'anything']],
    ['as words', ['Content-Type: text/plain', `data:image/png;base64,${PNG.toString('base64')}`]],
  ] as const)('with imagery, known %s, keeps its bytes out of every row', async (_how, part) => {
    const [found] = await readAll(mixed(['Content-Type: text/plain', 'Neutral.'], part));
    expect(found?.report.advice).toEqual(['imagery-in-payload']);
    expect(JSON.stringify(found?.report)).not.toContain(PNG.toString('base64').slice(0, 30));
  });

  it('with imagery inside the message it is about leaves that closed too', async () => {
    const inner = mixed(['Content-Type: text/plain', 'Neutral.'], AS_PNG).toString();
    const [found] = await readAll(mixed(['Content-Type: message/rfc822', inner]));
    expect(found?.report).toMatchObject({ advice: ['imagery-in-payload'], files: [{ givenName: 'p.png' }] });
  });

  it('with one document of another reader is that reader’s report, the mail its bytes', async () => {
    const bytes = mixed(
      ['Content-Type: text/plain', 'Around.'],
      ['Content-Type: application/json', JSON.stringify(XARF_SAMPLE)],
    );
    const found = await readAll(bytes);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ bytes, report: { format: 'xarf' } });
    expect(found[0]?.report.narratives.map(({ body }) => body)).toContain('Around.');
  });

  it.each([
    ['is a test where it says nothing more', [], true],
    ['is a report where it has words of its own', [['Content-Type: text/plain', 'Please call.']], false],
    ['is a report where it has a file of its own', [AS_PNG], false],
  ] as const)('with a document marked as a test %s', async (_what, more, isTest) => {
    const marked = JSON.stringify({ ...XARF_SAMPLE, tags: ['lifecycle:test'] });
    const found = await readAll(mixed(...more, ['Content-Type: application/json', marked]));
    expect(found.map(({ report }) => report.isTest)).toEqual([isTest]);
  });

  it('with a document nobody knows keeps its words', async () => {
    const [found] = await readAll(mixed(['Content-Type: application/json', '{"seen":"https://a.example/9"}']));
    expect(found?.report).toMatchObject({ format: 'mail', identifiers: [{ value: 'https://a.example/9' }] });
  });

  it('that is encrypted, and no key is there, is unreadable under its sender’s name', async () => {
    // ContentInfo of an EnvelopedData with nothing in it.
    const body = Buffer.from('300f06092a864886f70d010703a0023000', 'hex').toString('base64');
    const [found] = await readAll(letter('application/pkcs7-mime', body, 'Content-Transfer-Encoding: base64'));
    expect(found).toMatchObject({ unreadable: 'smime-no-key', report: { senderName: 'safety.example' } });
  });

  it('of one program is read as another program reads it', async () => {
    const attachments = [
      { filename: 'journal é.txt', content: 'ligne un\nligne deux : é' },
      { filename: 'log.bin', content: Buffer.from([0, 1, 2, 250, 251]) },
    ];
    const transport = createTransport({ streamTransport: true, buffer: true });
    const sent = await transport.sendMail({
      from: 'é <a@b.example>',
      subject: 'été',
      text: 'né à Québec',
      attachments,
    });
    const bytes = sent.message as Buffer;
    const [[found], other] = [await readAll(bytes), await simpleParser(bytes)];
    const words = found?.report.narratives.map(({ body }) => body);
    expect(words).toEqual([other.subject, other.text?.trim(), other.attachments[0]?.content.toString()]);
    const sha256 = createHash('sha256')
      .update(other.attachments[1]?.content ?? '')
      .digest('hex');
    expect(found?.report.files).toMatchObject([{ givenName: 'log.bin', claimedHashes: [{ value: sha256 }] }]);
  });

  it('of any bytes at all comes out as at least one report, and no NUL with it', async () => {
    const line = fc.oneof(
      fc.constantFrom(
        ...['', '--b', '--b--', 'Content-Type: multipart/mixed; boundary=b', 'Content-Type: message/rfc822'],
        ...[
          'Content-Type: multipart/report; boundary=b',
          'Content-Transfer-Encoding: base64',
          '\tfolded',
          'X-XARF: PLAIN',
        ],
        ...[
          'Content-Type: text/html; charset=utf-16',
          'Content-Type: application/pkcs7-mime',
          '{"a":1}',
          '<a href=https://x>',
        ],
        ...[
          'Content-Type: message/feedback-report',
          'Source-IP: 192.0.2.1',
          'MIIB',
          'Content-Disposition: attachment; filename="a.csv"',
        ],
      ),
      fc.string(),
      fc.string({ unit: 'binary' }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 40 }), async (lines) => {
        const found = await readAll(Buffer.from(lines.join('\r\n')));
        expect(found.length).toBeGreaterThan(0);
        expect(JSON.stringify(found.map(({ report }) => report))).not.toContain('\\u0000');
      }),
      { numRuns: 2_000, interruptAfterTimeLimit: 15_000 },
    );
  }, 20_000);
});
