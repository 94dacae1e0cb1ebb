import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { ImapFlow, type ImapFlowOptions } from 'imapflow';
import { MIB, MINUTE_MS, SECOND_MS } from '#core/units.ts';
import { codeOf, type Log } from '#platform/log/log.ts';

/**
 * `received`: kept for good, so that it is filed away; `later`: what is ordinary cannot be received now; `sender-later`: nothing ordinary
 * of this sender; `left`: it stays where it is.
 */
export type MessageOutcome = 'received' | 'later' | 'sender-later' | 'left';

export interface MailboxOptions {
  readonly host: string;
  readonly port: number;
  /** `none` only on this machine. */
  readonly security: 'tls' | 'starttls' | 'none';
  /** Authorities of the server's certificate, PEM. @default those of Node */
  readonly ca: string | null;
  readonly user: string;
  readonly password: string;
  readonly mailbox: string;
  /** Where a received message goes; made when it is not there. */
  readonly receivedMailbox: string;
  readonly everyMs: number;
  /** A larger message is left in the mailbox, for people. */
  readonly mostBytes: number;
  readonly log: Log;
  /** Waits so long, or until it is told to stop. @default by the clock of this machine */
  readonly wait?: (ms: number, stopped: AbortSignal) => Promise<void>;
  readonly onMessage: (message: Readable) => Promise<MessageOutcome>;
}

/** A mailbox that is being read. */
export interface WatchedMailbox {
  stop(): Promise<void>;
}

/** Of those who wait, no larger message is fetched to see whether it may not wait. */
const LOOKED_AT_BYTES = MIB;
/** So many of them in one round, so that nobody else waits long for the next. */
const MOST_LOOKED_AT = 1_000;

const FIRST_PAUSE_MS = SECOND_MS;
const LONGEST_PAUSE_MS = 5 * MINUTE_MS;

/**
 * Reads a mailbox of an IMAP server until it is stopped: each message is received, then moved. Nothing is remembered of a message between
 * sessions, so a changed UIDVALIDITY can deceive nobody; ended between receiving and moving, the same bytes are received again, which
 * stores nothing. A connection that breaks is made again, after pauses that grow to five minutes.
 */
export function watchMailbox(options: MailboxOptions): WatchedMailbox {
  const stopping = new AbortController();
  const done = keepReading(options, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}

async function keepReading(options: MailboxOptions, stopped: AbortSignal): Promise<void> {
  const { wait = byTheClock } = options;
  let pauseMs = FIRST_PAUSE_MS;
  while (!stopped.aborted) {
    try {
      await readSession(options, stopped, () => {
        pauseMs = FIRST_PAUSE_MS;
      });
    } catch (error) {
      if (!stopped.aborted) options.log.warn({ event: 'imap.session-ended', code: codeOf(error) });
    }
    if (!stopped.aborted) await wait(pauseMs, stopped);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

async function readSession(options: MailboxOptions, stopped: AbortSignal, onRead: () => void): Promise<void> {
  const client = new ImapFlow(connectionOf(options));
  // Without a listener an error of the connection would end the process; the command under way fails too.
  client.on('error', () => undefined);
  const close = () => client.close();
  stopped.addEventListener('abort', close, { once: true });
  try {
    await client.connect();
    await client.mailboxCreate(options.receivedMailbox).catch(() => undefined);
    await client.mailboxOpen(options.mailbox);
    const seen: Seen = { left: new Set(), looked: new Map() };
    while (!stopped.aborted) {
      await readRound(client, options, seen, stopped);
      onRead();
      await nextMail(client, options, stopped);
      await client.noop();
    }
  } finally {
    stopped.removeEventListener('abort', close);
    client.close();
  }
}

function connectionOf({ host, port, security, ca, user, password }: MailboxOptions): ImapFlowOptions {
  return {
    ...{ host, port },
    secure: security === 'tls',
    doSTARTTLS: security === 'starttls',
    auth: { user, pass: password },
    tls: { minVersion: 'TLSv1.2', ...(ca === null ? {} : { ca }) },
    logger: false,
  };
}

/** What is known of messages, by UID, as long as the connection lasts. */
interface Seen {
  readonly left: Set<number>;
  /** Fetched while they had to wait, with their sender: once is enough to see an alarm. */
  readonly looked: Map<number, string>;
}

/** Whose turn is over for a round: thousands of theirs need not be fetched again to be refused. */
interface Waiting {
  everybody: boolean;
  readonly senders: Set<string>;
  looks: number;
}

/** One look through the mailbox, the oldest message first. */
async function readRound(client: ImapFlow, options: MailboxOptions, seen: Seen, stopped: AbortSignal): Promise<void> {
  const uids = (await client.search({ deleted: false }, { uid: true })) || [];
  const waiting: Waiting = { everybody: false, senders: new Set(), looks: 0 };
  for (const uid of uids.toSorted((a, b) => a - b)) {
    if (stopped.aborted) return;
    if (seen.left.has(uid)) continue;
    const looked = seen.looked.get(uid);
    if (looked !== undefined && mustWait(waiting, looked)) continue;
    const outcome = await receiveOne(client, options, uid, seen, waiting);
    if (outcome === 'left') seen.left.add(uid);
    if (outcome === 'received') await client.messageMove(String(uid), options.receivedMailbox, { uid: true });
  }
}

async function receiveOne(
  client: ImapFlow,
  options: MailboxOptions,
  uid: number,
  { looked }: Seen,
  waiting: Waiting,
): Promise<MessageOutcome> {
  if (waiting.everybody && waiting.looks >= MOST_LOOKED_AT) return 'later';
  const about = await client.fetchOne(String(uid), { size: true, envelope: true }, { uid: true });
  // Another process was faster, or a person.
  if (about === false) return 'left';
  const size = about.size ?? 0;
  if (size > options.mostBytes) {
    options.log.warn({ event: 'imap.message-too-large', sizeBytes: size });
    return 'left';
  }
  const sender = about.envelope?.from?.[0]?.address?.split('@').at(-1)?.toLowerCase() ?? '';
  if (mustWait(waiting, sender)) {
    // An alarm does not wait, and stands in the message: who receives it looks for it.
    if (size > LOOKED_AT_BYTES) looked.set(uid, sender);
    if (size > LOOKED_AT_BYTES || waiting.looks >= MOST_LOOKED_AT) return 'sender-later';
    waiting.looks += 1;
  }
  const outcome = await download(client, options, uid);
  if (outcome === 'later') waiting.everybody = true;
  if (outcome === 'sender-later') waiting.senders.add(sender);
  if (outcome === 'later' || outcome === 'sender-later') looked.set(uid, sender);
  return outcome;
}

async function download(client: ImapFlow, options: MailboxOptions, uid: number): Promise<MessageOutcome> {
  const message = await client.download(String(uid), undefined, { uid: true });
  if (!message.content) return 'left';
  try {
    return await options.onMessage(message.content);
  } catch (error) {
    // The others go on; this one is tried again with the next connection.
    message.content.resume();
    options.log.error({ event: 'imap.message-failed', code: codeOf(error) });
    return 'left';
  }
}

function mustWait({ everybody, senders }: Waiting, sender: string): boolean {
  return everybody || senders.has(sender);
}

async function byTheClock(ms: number, stopped: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal: stopped }).catch(() => undefined);
}

/** Until the server tells of a message, or the time of a round is over. */
async function nextMail(
  client: ImapFlow,
  { everyMs, wait = byTheClock }: MailboxOptions,
  stopped: AbortSignal,
): Promise<void> {
  const woken = new AbortController();
  const wake = () => woken.abort();
  client.once('exists', wake);
  client.once('close', wake);
  await wait(everyMs, AbortSignal.any([woken.signal, stopped]));
  client.off('exists', wake);
  client.off('close', wake);
}
