import type { Readable } from 'node:stream';
import { exhaustive } from '#core/exhaustive.ts';
import { SECOND_MS } from '#core/units.ts';
import { type DoorDeps, type MailRefusal, receiveMail } from '#features/intake';
import { type MessageOutcome, type WatchedMailbox, watchMailbox } from '#platform/mail/imap-mailbox.ts';
import { openSmtpDoor, type SmtpDoor, type SmtpReply } from '#platform/mail/smtp-door.ts';
import type { Instance } from './instance.ts';
import type { ImapSettings, MailSettings, SmtpSettings } from './mail-settings.ts';
import { doorDeps } from './wiring.ts';

/** The doors of mail that are open. */
export interface MailDoors {
  /** Where mail is taken by SMTP; null where it is not. */
  readonly smtpPort: number | null;
  stop(): Promise<void>;
}

/** Opens the doors an operator has configured. */
export async function openMailDoors(instance: Instance, settings: MailSettings): Promise<MailDoors> {
  const deps = doorDeps(instance);
  const smtp = settings.smtp === null ? null : await smtpDoor(instance, deps, settings.smtp);
  const mailboxes = settings.imap.map((box) => mailbox(instance, deps, box));
  return {
    smtpPort: smtp?.port ?? null,
    stop: async () => {
      await Promise.all([smtp?.close(), ...mailboxes.map((one) => one.stop())]);
    },
  };
}

function smtpDoor(instance: Instance, deps: DoorDeps, settings: SmtpSettings): Promise<SmtpDoor> {
  const { host, port, tls, mostBytes, recipients } = settings;
  const sources = new Map(recipients.map(({ address, source }) => [address, source]));
  return openSmtpDoor({
    ...{ host, port, tls, mostBytes },
    recipients: new Set(sources.keys()),
    log: instance.log,
    onMessage: async (message: Readable, named) => {
      // One message is one receipt, whatever number of our addresses it names: the first says whence.
      const source = sources.get(named[0] ?? '');
      if (source === undefined) return { code: 554, text: 'No recipient here' };
      const entered = await receiveMail(deps, instance.operator, message, { source, mostBytes });
      if (!entered.ok) return replyTo(entered.refusal);
      return { code: 250, text: `2.0.0 Received, reference ${referenceOf(entered.value)}` };
    },
  });
}

function mailbox(instance: Instance, deps: DoorDeps, settings: ImapSettings): WatchedMailbox {
  const { source, mostBytes, everySeconds, ...connection } = settings;
  return watchMailbox({
    ...connection,
    mostBytes,
    everyMs: everySeconds * SECOND_MS,
    log: instance.log,
    onMessage: async (message) => {
      const entered = await receiveMail(deps, instance.operator, message, { source, mostBytes });
      if (entered.ok) return 'received';
      return outcomeOf(entered.refusal);
    },
  });
}

function outcomeOf(refusal: MailRefusal): MessageOutcome {
  switch (refusal.kind) {
    // An empty message says nothing; one that is too large waits for a person.
    case 'empty':
    case 'too-large':
      return 'left';
    case 'over-quota':
      return refusal.of === 'sender' ? 'sender-later' : 'later';
    case 'disk-full':
    case 'spool-full':
      return 'later';
    default:
      return exhaustive(refusal);
  }
}

type Entered = Extract<Awaited<ReturnType<typeof receiveMail>>, { ok: true }>['value'];

function referenceOf(entered: Entered): string {
  if (entered.spooled) return entered.ticket;
  const numbers = [...new Set(entered.result.items.map(({ report }) => report))];
  return numbers.length > 1 ? `${numbers[0]} and ${numbers.length - 1} more` : (numbers[0] ?? '');
}

function replyTo(refusal: MailRefusal): SmtpReply {
  switch (refusal.kind) {
    case 'empty':
      return { code: 554, text: '5.6.0 The message is empty' };
    case 'too-large':
      return { code: 552, text: `5.3.4 Larger than ${refusal.maxBytes} bytes; files come by the machine interface` };
    case 'over-quota':
      return { code: 451, text: `4.7.1 Too many for now; try again in ${refusal.retryAfterSeconds} seconds` };
    case 'disk-full':
    case 'spool-full':
      return { code: 452, text: '4.3.1 No room for now; try again later' };
    default:
      return exhaustive(refusal);
  }
}
