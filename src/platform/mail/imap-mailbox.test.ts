import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { SECOND_MS } from '#core/units.ts';
import { hasProgram } from '#platform/crypto/testing.ts';
import { silentLog } from '#platform/log/log.ts';
import { type Dovecot, startDovecot } from '../../../test/support/dovecot.ts';
import { type MailboxOptions, type MessageOutcome, type WatchedMailbox, watchMailbox } from './imap-mailbox.ts';

// Proved here: how long a reader waits between its tries, without waiting; and, at a real IMAP server, which messages it fetches, files away
// and leaves. Out of scope: what becomes of a message (test/journeys/mail-box-and-keys.test.ts).
// Alone: npx vitest run --project unit src/platform/mail/imap-mailbox.test.ts

const HAS_DOVECOT = hasProgram('dovecot', '--version');

let reading: WatchedMailbox | null = null;
let server: Server | null = null;
let dovecot: Dovecot | null = null;
afterEach(async () => {
  await reading?.stop();
  await dovecot?.stop();
  server?.close();
  [reading, server, dovecot] = [null, null, null];
});

const OPTIONS = {
  ...{ host: '127.0.0.1', security: 'none', ca: null, user: 'desk', password: 'x', mailbox: 'INBOX' },
  ...{ receivedMailbox: 'Received', everyMs: 30 * SECOND_MS, mostBytes: 100_000, log: silentLog },
  onMessage: async () => 'received',
} as const satisfies Omit<MailboxOptions, 'port'>;

/** A reader whose waits are told one after the other, each over when the next is asked for. */
function watched(options: Partial<MailboxOptions> & { readonly port: number }) {
  const asked: { readonly ms: number; over(): void }[] = [];
  let wake: () => void = () => undefined;
  reading = watchMailbox({
    ...OPTIONS,
    ...options,
    wait: (ms, stopped) =>
      new Promise((resolve) => {
        stopped.addEventListener('abort', () => resolve(), { once: true });
        asked.push({ ms, over: resolve });
        wake();
      }),
  });
  return {
    next: async () => {
      while (asked.length === 0)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      return asked.shift() as (typeof asked)[number];
    },
  };
}

describe('a reader whose server cannot be reached', () => {
  it('waits twice as long after each try, at most five minutes, and ends at once when it is told to', async () => {
    // A port that was free a moment ago, at which nobody listens.
    const listening = createServer();
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
    const { port } = listening.address() as { port: number };
    await new Promise((resolve) => listening.close(resolve));
    const reader = watched({ port });
    const waits: number[] = [];
    for (let at = 0; at < 11; at++) {
      const wait = await reader.next();
      waits.push(wait.ms / SECOND_MS);
      if (at < 10) wait.over();
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    await reading?.stop();
  });

  it('waits after a server that hangs up as after one that is not there', async () => {
    let calls = 0;
    server = createServer((socket) => {
      calls += 1;
      socket.end('* BYE not now\r\n');
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const reader = watched({ port: (server.address() as { port: number }).port });
    for (const seconds of [1, 2, 4]) {
      const wait = await reader.next();
      expect(wait.ms).toBe(seconds * SECOND_MS);
      wait.over();
    }
    expect(calls).toBeGreaterThanOrEqual(3);
  });
});

describe.skipIf(!HAS_DOVECOT)('a reader of a real mailbox', () => {
  const letter = (from: string, subject: string) => `From: <${from}>\r\nSubject: ${subject}\r\n\r\nNeutral.\r\n`;
  const subjectOf = (message: string) => /Subject: (.*)\r\n/.exec(message)?.[1] ?? '';

  async function readBox(
    letters: readonly string[],
    outcomeOf: (subject: string) => MessageOutcome | Error,
    more: Partial<MailboxOptions> = {},
  ) {
    dovecot = await startDovecot();
    for (const one of letters) await dovecot.deliver(one);
    const fetched: string[] = [];
    const reader = watched({
      port: dovecot.port,
      password: dovecot.password,
      onMessage: async (message) => {
        const pieces: Buffer[] = [];
        for await (const piece of message) pieces.push(piece as Buffer);
        const subject = subjectOf(Buffer.concat(pieces).toString());
        fetched.push(subject);
        const outcome = outcomeOf(subject);
        if (outcome instanceof Error) throw outcome;
        return outcome;
      },
      ...more,
    });
    return { reader, fetched, box: dovecot };
  }

  it('files away what was received and goes on after what was not', async () => {
    const letters = ['one', 'left', 'fails', 'two'].map((subject) => letter('a@safety.example', subject));
    const { reader, fetched, box } = await readBox(letters, (subject) =>
      subject === 'fails' ? new Error('a defect') : subject === 'left' ? 'left' : 'received',
    );
    const wait = await reader.next();
    expect(wait.ms).toBe(OPTIONS.everyMs);
    expect(fetched).toEqual(['one', 'left', 'fails', 'two']);
    expect([(await box.filed('Received')).length, (await box.inbox()).length]).toEqual([2, 2]);
    wait.over();
    await reader.next();
    // What was left is not fetched over and over.
    expect(fetched).toHaveLength(4);
  });

  it('fetches a small message of a sender whose turn is over once more, to see an alarm, and all of the others', async () => {
    const letters = [1, 2, 3].map((at) => letter('a@flood.example', `flood ${at}`));
    letters.splice(2, 0, letter('b@safety.example', 'other 1'));
    letters.push(letter('a@flood.example', 'alarm'), letter('b@safety.example', 'other 2'));
    letters.push(letter('a@flood.example', 'large').replace('Neutral.', 'Neutral.\r\n'.repeat(110_000)));
    const { reader, fetched, box } = await readBox(
      letters,
      (subject) => (subject.startsWith('flood') ? 'sender-later' : 'received'),
      { mostBytes: 2 ** 22 },
    );
    const wait = await reader.next();
    expect(fetched).toEqual(['flood 1', 'flood 2', 'other 1', 'flood 3', 'alarm', 'other 2']);
    expect((await box.inbox()).length).toBe(4);
    wait.over();
    (await reader.next()).over();
    await reader.next();
    expect(fetched.slice(6)).toEqual(['flood 1', 'flood 1']);
  });

  it('that can receive nothing ordinary still fetches each small message once, and the first again in every round', async () => {
    const letters = ['one', 'two', 'alarm'].map((subject, at) => letter(`a@sender-${at}.example`, subject));
    const { reader, fetched } = await readBox(letters, (subject) => (subject === 'alarm' ? 'received' : 'later'));
    (await reader.next()).over();
    await reader.next();
    expect(fetched).toEqual(['one', 'two', 'alarm', 'one']);
  });

  it('leaves a message that is too large where it is, unfetched', async () => {
    const { reader, fetched, box } = await readBox(
      [letter('a@safety.example', 'x'.repeat(200)), letter('a@safety.example', 'small')],
      () => 'received',
      { mostBytes: 200 },
    );
    await reader.next();
    expect(fetched).toEqual(['small']);
    expect((await box.inbox()).length).toBe(1);
  });

  it('begins with short waits again once it has read', async () => {
    const { reader, box, state } = await behindADoor();
    for (const seconds of [1, 2, 4]) {
      const wait = await reader.next();
      expect(wait.ms).toBe(seconds * SECOND_MS);
      if (seconds === 4) state.isOpen = true;
      wait.over();
    }
    expect((await reader.next()).ms).toBe(OPTIONS.everyMs);
    expect(await box.inbox()).toEqual([]);
    state.isOpen = false;
    for (const socket of state.sockets) socket.destroy();
    expect((await reader.next()).ms).toBe(SECOND_MS);
  });

  /** A mailbox behind a door that can be shut. */
  async function behindADoor() {
    const state = { isOpen: false, sockets: [] as Socket[] };
    dovecot = await startDovecot();
    const box = dovecot;
    await box.deliver(letter('a@safety.example', 'one'));
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      if (!state.isOpen) return void socket.destroy();
      const inside = createConnection({ port: box.port, host: '127.0.0.1' });
      inside.on('error', () => undefined);
      state.sockets.push(socket, inside);
      socket.pipe(inside).pipe(socket);
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const onMessage: MailboxOptions['onMessage'] = async (message) => {
      for await (const _ of message);
      return 'received';
    };
    return { reader: watched({ port, password: box.password, onMessage }), box, state };
  }
});
