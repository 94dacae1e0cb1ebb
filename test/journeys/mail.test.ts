import { createHash } from 'node:crypto';
import { createConnection } from 'node:net';
import { createTransport } from 'nodemailer';
import type Mail from 'nodemailer/lib/mailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { DESK, MailDesk, MOST_BYTES, numberIn, XARF } from '../support/mail-desk.ts';

// Proved here, with mails of an independent writer over real SMTP: each kind of report becomes one in the queue, once. Out of scope: what
// each part of a message comes to (src/features/intake/parse/parse-mail.test.ts), mailboxes, keys and outages (mail-box-and-keys.test.ts).
// Alone: npx vitest run --project journeys test/journeys/mail.test.ts

let desk: MailDesk;
beforeAll(async () => {
  desk = await MailDesk.open();
});
afterAll(() => desk?.close());

/** A message as it would be sent, to be sent more than once. */
async function written(mail: Mail.Options): Promise<Buffer> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await transport.sendMail({ from: 'abuse@safety.example', to: DESK, ...mail });
  return message as Buffer;
}

/** The code a sending server hears in place of an acceptance. */
async function refusalOf(mail: Mail.Options, to = DESK): Promise<number> {
  return desk.send(mail, to).then(
    (response) => Number(response.slice(0, 3)),
    (error: { responseCode?: number }) => error.responseCode ?? 0,
  );
}

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
    const page = await desk.inQueue(
      await desk.send({
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
    const page = await desk.inQueue(
      await desk.send({
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
    const page = await desk.inQueue(
      await desk.send({
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
    expect((await desk.raw(page.number)).toString()).toMatch(/^X-XARF: PLAIN/im);
  });

  it('goes the report of a former version of X-ARF by its fields', async () => {
    const former = {
      Version: '3',
      Report: { ReportClass: 'Content', ReportType: 'CSAM', SourceIp: '203.0.113.9', SourcePort: 443 },
    };
    const page = await desk.inQueue(
      await desk.send({
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
    const page = await desk.inQueue(
      await desk.send({ text: 'Attached.', attachments }, 'police@centre.example'),
      'police-ca',
    );
    expect(page).toMatchObject({ format: 'referral', source: 'police-ca', sender: 'Example Police Service' });
  });

  it('go several reports of one mail, each with bytes of its own, and the mail beside the first', async () => {
    const two = [41, 42].map((last) => ({ ...XARF, report_id: `0d4ff3a2-0000-4000-8000-1f6a1c6b7e${last}` }));
    const attachments = two.map((one, at) => ({ filename: `xarf-${at}.json`, content: JSON.stringify(one) }));
    const before = (await desk.ofSource('provider')).length;
    const mail = {
      subject: 'two',
      text: 'Two reports.',
      messageId: '<two@safety.example>',
      date: new Date(0),
      attachments,
    };
    const response = await desk.send(mail);
    expect(response).toMatch(/and 1 more/);
    const first = await desk.inQueue(response);
    expect(first.files).toHaveLength(1);
    expect(JSON.parse((await desk.raw(first.number)).toString())).toMatchObject({ report_id: two[0]?.report_id });
    expect((await desk.ofSource('provider')).length).toBe(before + 2);
    await desk.send(mail);
    expect((await desk.ofSource('provider')).length).toBe(before + 2);
  });

  it('goes what a zip holds', async () => {
    const zip = new ZipFile();
    zip.addBuffer(
      Buffer.from(JSON.stringify({ ...XARF, report_id: '0d4ff3a2-0000-4000-8000-1f6a1c6b7e55' })),
      'a/xarf.json',
    );
    zip.end();
    const pieces: Buffer[] = [];
    for await (const piece of zip.outputStream as AsyncIterable<Buffer>) pieces.push(piece);
    const page = await desk.inQueue(
      await desk.send({ text: 'z', attachments: [{ filename: 'a.zip', content: Buffer.concat(pieces) }] }),
    );
    expect(page).toMatchObject({ format: 'xarf', externalId: '0d4ff3a2-0000-4000-8000-1f6a1c6b7e55' });
  });
});

describe('what a mail must not do', () => {
  it('the same message again is the same report', async () => {
    const raw = await written({ subject: 'again', text: 'Neutral words.' });
    expect(numberIn(await desk.send({ raw }))).toBe(numberIn(await desk.send({ raw })));
  });

  it('imagery in it is opened by nobody: it goes to the vault with the mail, and stands in no row', async () => {
    const picture = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(4_000, 'generated pattern')]);
    const attachments = [{ filename: 'pattern.png', content: picture }];
    const page = await desk.inQueue(await desk.send({ subject: 'with a picture', text: 'Neutral.', attachments }));
    expect(page.files[0]?.details.claimedHashes[0]?.value).toBe(createHash('sha256').update(picture).digest('hex'));
    expect((await desk.raw(page.number)).toString()).toContain(picture.toString('base64').slice(0, 40));
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
    const page = await desk.inQueue(await desk.send({ text: 'List.', attachments }));
    expect(page).toMatchObject({ format: 'addresses-only', sender: 'safety.example' });
  });
});

function reportOf(...parts: readonly (readonly [type: string, body: string])[]): string {
  const head = `From: abuse@safety.example\r\nTo: ${DESK}\r\nSubject: FW\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=feedback-report; boundary="b1"`;
  const all = [['text/plain', 'This is a report of abuse.'] as const, ...parts];
  return `${head}\r\n\r\n${all.map(([type, body]) => `--b1\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`).join('')}--b1--\r\n`;
}

/** Says lines to the door, one after the other, and answers everything it said. */
async function dialogue(lines: readonly string[]): Promise<string> {
  const socket = createConnection({ port: desk.smtpPort, host: '127.0.0.1' });
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
