import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type Mail from 'nodemailer/lib/mailer';
import type { Dovecot } from './dovecot.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { type StaffClient, signInWith } from './staff-client.ts';
import { freshDataDir, type RunningVigie, removeDataDir, startVigie, vigieJson } from './vigie.ts';

/** The address that receives for providers. */
export const DESK = 'reports@centre.example';
export const MOST_BYTES = 2_000_000;

/** A report as `vigie report show` tells it, as far as these journeys look. */
export interface Shown {
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

export interface Listed {
  readonly number: string;
  readonly source: string;
  readonly sender: string;
  readonly receivedAt: string;
}

/** A running house with its door for mail open, an independent writer of mails, and what became of them. */
export class MailDesk {
  readonly dataDir: string;
  readonly smtpPort: number;
  running: RunningVigie;
  readonly #investigator: StaffClient;

  private constructor(dataDir: string, smtpPort: number, running: RunningVigie, investigator: StaffClient) {
    this.dataDir = dataDir;
    this.smtpPort = smtpPort;
    this.running = running;
    this.#investigator = investigator;
  }

  /** Opens the door, and reads the box of an IMAP server where one is given. */
  static async open(dovecot: Dovecot | null = null): Promise<MailDesk> {
    const [dataDir, smtpPort] = [await freshDataDir(), await freePort()];
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
    const running = await startVigie({ dataDir, demo: true });
    const investigator = await signInWith(running.baseUrl, running.links.get('investigator') ?? '');
    return new MailDesk(dataDir, smtpPort, running, investigator);
  }

  async close(): Promise<void> {
    await this.running.stop();
    await removeDataDir(this.dataDir);
  }

  /** Ends the house without a word and starts it again. */
  async killAndStart(): Promise<void> {
    await this.running.kill();
    this.running = await startVigie({ dataDir: this.dataDir, demo: true });
  }

  /** Sends a mail and answers what the door said to it. */
  async send(mail: Mail.Options, to = DESK): Promise<string> {
    const transport = createTransport({ host: '127.0.0.1', port: this.smtpPort, secure: false, ignoreTLS: true });
    const sent = await transport.sendMail({ from: 'Abuse Desk <abuse@safety.example>', to, ...mail });
    return sent.response ?? '';
  }

  shown(number: string): Promise<Shown> {
    return vigieJson<Shown>(this.dataDir, 'report', 'show', number);
  }

  async raw(number: string): Promise<Buffer> {
    return Buffer.from((await vigieJson<{ base64: string }>(this.dataDir, 'report', 'raw', number)).base64, 'base64');
  }

  async listed(...filter: readonly string[]): Promise<readonly Listed[]> {
    return (await vigieJson<{ items: readonly Listed[] }>(this.dataDir, 'report', 'list', ...filter)).items;
  }

  ofSource(source: string): Promise<readonly Listed[]> {
    return this.listed('--source', source, '--limit', '500');
  }

  /** The report a sender was told of, once it stands in the queue, assessed. */
  async inQueue(response: string, source = 'provider'): Promise<Shown> {
    const number = numberIn(response);
    await eventually(async () => {
      const page = await this.#investigator.get<{ items: { report: string; provisional: boolean }[] }>(
        `queue?view=all&source=${source}&limit=200`,
      );
      return page.items.find((row) => row.report === number && !row.provisional) ?? null;
    });
    return this.shown(number);
  }
}

/** The report's number in what the door said. */
export const numberIn = (response: string) => /R-\d{4}-\d{6}/.exec(response)?.[0] ?? response;

/** A report in XARF v4, of placeholders. */
export const XARF = {
  ...{ xarf_version: '4.2.0', report_id: '0d4ff3a2-0000-4000-8000-1f6a1c6b7e11', timestamp: '2026-11-20T10:30:00Z' },
  reporter: { org: 'Example Safety', contact: 'a@safety.example', domain: 'safety.example' },
  sender: { org: 'Example Safety', contact: 'a@safety.example', domain: 'safety.example' },
  ...{ source_identifier: '198.51.100.24', source_port: 4711, category: 'content', type: 'csam' },
  ...{ url: 'https://site.example/x/1', classification: 'A1', detection_method: 'hash_match' },
};
