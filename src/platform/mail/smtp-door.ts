import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { MINUTE_MS, SECOND_MS } from '#core/units.ts';
import { codeOf, type Log } from '#platform/log/log.ts';

/** What a sending server is answered; a code of the 400s makes it keep the message and try again. */
export interface SmtpReply {
  readonly code: 250 | 451 | 452 | 552 | 554;
  readonly text: string;
}

export interface SmtpDoorOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly mostBytes: number;
  /** Lower-case. Whoever else is named as recipient is refused: nothing is ever passed on. */
  readonly recipients: ReadonlySet<string>;
  /** STARTTLS is offered where both are given. */
  readonly tls: { readonly key: string; readonly cert: string } | null;
  readonly log: Log;
  /** Answers once the message is kept for good, or says why not. `recipients` as configured, in the order they were named. */
  readonly onMessage: (message: Readable, recipients: readonly string[]) => Promise<SmtpReply>;
}

export interface SmtpDoor {
  readonly port: number;
  /** Lets messages under way end, for ten seconds at most. */
  close(): Promise<void>;
}

const MOST_CLIENTS = 50;
/** Of one address: a sender that holds its connections open leaves room for the others. */
const MOST_OF_ONE_ADDRESS = 25;
const MOST_RECIPIENTS = 20;

/** Listens for mail (RFC 5321) for a fixed list of recipients; no sign-in, no relay, no mail of its own. */
export async function openSmtpDoor(options: SmtpDoorOptions): Promise<SmtpDoor> {
  const server = new SMTPServer({ ...limitsOf(options), ...handlersOf(options), ...turnsOf() });
  server.on('error', (error) => options.log.warn({ event: 'smtp.connection-failed', code: codeOf(error) }));
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function limitsOf({ mostBytes, tls }: SmtpDoorOptions): SMTPServerOptions {
  return {
    name: 'vigie',
    size: mostBytes,
    maxClients: MOST_CLIENTS,
    maxRecipients: MOST_RECIPIENTS,
    socketTimeout: MINUTE_MS,
    closeTimeout: 10 * SECOND_MS,
    // A stranger's address is not looked up anywhere: that would be a call out of the house.
    disableReverseLookup: true,
    authOptional: true,
    logger: false,
    disabledCommands: ['AUTH', ...(tls === null ? ['STARTTLS'] : [])],
    ...(tls ?? {}),
  };
}

/** Who is connected, by address. */
function turnsOf(): SMTPServerOptions {
  const connected = new Map<string, string>();
  return {
    onConnect: ({ id, remoteAddress }, done) => {
      const own = [...connected.values()].filter((address) => address === remoteAddress);
      if (own.length >= MOST_OF_ONE_ADDRESS) return done(refusal(421, 'Too many connections of this address'));
      connected.set(id, remoteAddress);
      done();
    },
    onClose: ({ id }) => {
      connected.delete(id);
    },
  };
}

function handlersOf({ recipients, onMessage, log }: SmtpDoorOptions): SMTPServerOptions {
  return {
    onRcptTo: ({ address }, _session, done) => {
      if (recipients.has(address.toLowerCase())) done();
      else done(refusal(550, 'No such recipient here; nothing is passed on'));
    },
    onData: (message, session, done) => {
      onMessage(message, namedIn(session)).then(
        ({ code, text }) => (code === 250 ? done(null, text) : done(refusal(code, text))),
        (error: unknown) => {
          log.error({ event: 'smtp.message-failed', code: codeOf(error) });
          message.resume();
          done(refusal(451, 'Not received; please try again later'));
        },
      );
    },
  };
}

function namedIn({ envelope }: SMTPServerSession): readonly string[] {
  return envelope.rcptTo.map(({ address }) => address.toLowerCase());
}

function refusal(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
