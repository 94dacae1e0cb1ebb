import { createConnection, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createTransport } from 'nodemailer';
import { afterEach, describe, expect, it } from 'vitest';
import { aCertificate, hasProgram } from '#platform/crypto/testing.ts';
import { silentLog } from '#platform/log/log.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { openSmtpDoor, type SmtpDoor, type SmtpDoorOptions, type SmtpReply } from './smtp-door.ts';

// Proved here, by an independent client and by hand: what the listener lets in, over TLS and without, and that it says 250 for nothing that is
// not kept. Out of scope: what becomes of a message (test/journeys/mail.test.ts).
// Alone: npx vitest run --project unit src/platform/mail/smtp-door.test.ts

const DESK = 'reports@centre.example';
const HAS_OPENSSL = hasProgram('openssl', 'version');
const KEPT: SmtpReply = { code: 250, text: '2.0.0 Kept' };

let door: SmtpDoor | null = null;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await door?.close();
  door = null;
});

async function open(more: Partial<SmtpDoorOptions> = {}): Promise<{ readonly port: number; readonly came: string[] }> {
  const came: string[] = [];
  door = await openSmtpDoor({
    ...{ host: '127.0.0.1', port: 0, mostBytes: 100_000, recipients: new Set([DESK]), tls: null, log: silentLog },
    onMessage: async (message) => {
      came.push((await buffer(message)).toString());
      return KEPT;
    },
    ...more,
  });
  return { port: door.port, came };
}

const mail = { from: 'a@safety.example', to: DESK, subject: 'neutral', text: 'Neutral.' };
const send = (port: number, options: object, more: object = {}) =>
  createTransport({ host: '127.0.0.1', port, secure: false, ...options }).sendMail({ ...mail, ...more });
const codeOf = (sending: Promise<{ readonly response?: string }>) =>
  sending.then(
    ({ response = '' }) => Number(response.slice(0, 3)),
    (error: { readonly responseCode?: number }) => error.responseCode ?? 0,
  );

/** A client by hand: says a line, hears the whole answer. */
async function connected(port: number): Promise<{ say(line: string): Promise<string>; greeting: string }> {
  const socket = createConnection({ port, host: '127.0.0.1' });
  sockets.push(socket);
  const heard = () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    let said = '';
    const listen = (piece: Buffer) => {
      said += piece.toString();
      if (!/^\d{3} .*\r\n$/m.test(said)) return;
      socket.off('data', listen);
      resolve(said);
    };
    socket.on('data', listen);
    return promise;
  };
  const greeting = await heard();
  return {
    greeting,
    say: (line) => {
      const answer = heard();
      socket.write(`${line}\r\n`);
      return answer;
    },
  };
}

describe.skipIf(!HAS_OPENSSL)('with a certificate the door', () => {
  it('offers STARTTLS, and a client that insists on it delivers over TLS', async () => {
    const { certPem, keyPem } = aCertificate();
    const { port, came } = await open({ tls: { key: keyPem, cert: certPem } });
    // The name is the certificate's own: whom a client reaches is checked as any client checks it.
    const tls = { ca: certPem, servername: 'intake', checkServerIdentity: () => undefined, minVersion: 'TLSv1.2' };
    expect(await codeOf(send(port, { requireTLS: true, tls }))).toBe(250);
    expect(came).toHaveLength(1);
    expect(came[0]).toContain('Neutral.');
  });

  it('is refused by a client that knows another certificate', async () => {
    const [own, other] = [aCertificate(), aCertificate()];
    const { port, came } = await open({ tls: { key: own.keyPem, cert: own.certPem } });
    const tls = { ca: other.certPem, servername: 'intake', checkServerIdentity: () => undefined };
    await expect(send(port, { requireTLS: true, tls })).rejects.toThrow(/certificate/i);
    expect(came).toEqual([]);
  });

  it('forgets what was said before the TLS began', async () => {
    const { certPem, keyPem } = aCertificate();
    const { port } = await open({ tls: { key: keyPem, cert: certPem } });
    const client = await connected(port);
    expect(await client.say('EHLO x')).toMatch(/^250.STARTTLS/m);
    // What comes with the command would be answered as if it had come under TLS.
    const answer = await client.say('STARTTLS\r\nMAIL FROM:<a@b.example>');
    expect(answer.match(/^\d{3}/gm)).toHaveLength(1);
  });
});

describe('the door', () => {
  it('without a certificate offers no TLS: a client that insists on it sends nothing', async () => {
    const { port, came } = await open();
    await expect(send(port, { requireTLS: true })).rejects.toThrow();
    expect(came).toEqual([]);
    expect(await codeOf(send(port, { ignoreTLS: true }))).toBe(250);
  });

  it('says 250 only once the message is kept', async () => {
    const kept = Promise.withResolvers<SmtpReply>();
    const whole = Promise.withResolvers<void>();
    const { port } = await open({
      onMessage: async (message) => {
        await buffer(message);
        whole.resolve();
        return kept.promise;
      },
    });
    let answered = false;
    const sending = codeOf(send(port, { ignoreTLS: true })).then((code) => {
      answered = true;
      return code;
    });
    await whole.promise;
    expect(answered).toBe(false);
    kept.resolve({ code: 452, text: '4.3.1 No room' });
    expect(await sending).toBe(452);
  });

  it('answers 451 where keeping failed, so that the sender keeps the message', async () => {
    const { port } = await open({
      onMessage: async () => {
        throw new Error('a defect');
      },
    });
    expect(await codeOf(send(port, { ignoreTLS: true }))).toBe(451);
  });

  it('knows its recipients in any case of letters, and refuses every other before the message comes', async () => {
    const { port, came } = await open();
    expect(await codeOf(send(port, { ignoreTLS: true }, { to: 'Reports@Centre.Example' }))).toBe(250);
    expect(await codeOf(send(port, { ignoreTLS: true }, { to: 'reports@centre.example.elsewhere.example' }))).toBe(550);
    expect(came).toHaveLength(1);
  });

  it('tells how large a message may be', async () => {
    const { port } = await open();
    const client = await connected(port);
    expect(await client.say('EHLO x')).toMatch(/^250.SIZE 100000/m);
    expect(await client.say('MAIL FROM:<a@b.example> SIZE=100001')).toMatch(/^552/);
  });

  it('lets one address hold half of its places, and has room again when one leaves', async () => {
    const { port } = await open();
    for (let at = 0; at < 25; at++) expect((await connected(port)).greeting).toMatch(/^220/);
    expect((await connected(port)).greeting).toMatch(/^421/);
    const [first] = sockets;
    const left = new Promise((resolve) => first?.once('close', resolve));
    first?.write('QUIT\r\n');
    await left;
    await eventually(async () => /^220/.test((await connected(port)).greeting) || null);
  });
});
