import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport, type SentMessageInfo } from 'nodemailer';
import type Mail from 'nodemailer/lib/mailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { type StaffClient, signInWith } from '../support/staff-client.ts';
import { freshDataDir, type RunningVigie, removeDataDir, startVigie, vigieJson } from '../support/vigie.ts';

// Proved here, with mails of an independent writer over real SMTP: each kind of report becomes one in the queue.
// Alone: npx vitest run --project journeys test/journeys/mail.test.ts

const DESK = 'reports@centre.example';

interface Shown {
  readonly number: string;
  readonly format: string;
  readonly sender: string;
  readonly channel: string;
  readonly identifiers: readonly Record<string, unknown>[];
}

let dataDir: string;
let running: RunningVigie;
let investigator: StaffClient;
let smtpPort: number;

beforeAll(async () => {
  dataDir = await freshDataDir();
  smtpPort = await freePort();
  await mkdir(join(dataDir, 'operator'), { recursive: true });
  await writeFile(
    join(dataDir, 'operator', 'mail.json'),
    JSON.stringify({ smtp: { port: smtpPort, recipients: [{ address: DESK, source: 'provider' }], mostBytes: 2_000_000 } }),
  );
  running = await startVigie({ dataDir, demo: true });
  investigator = await signInWith(running.baseUrl, running.links.get('investigator') ?? '');
});
afterAll(async () => {
  await running?.stop();
  await removeDataDir(dataDir);
});

async function send(mail: Mail.Options): Promise<string> {
  const transport = createTransport({ host: '127.0.0.1', port: smtpPort, secure: false, ignoreTLS: true });
  const sent: SentMessageInfo = await transport.sendMail({ from: 'abuse@safety.example', to: DESK, ...mail });
  return sent.response ?? '';
}

/** The number of the report a sender was told of, once it stands in the queue, assessed. */
async function inQueue(response: string): Promise<Shown> {
  const number = /R-\d{4}-\d{6}/.exec(response)?.[0] ?? response;
  await eventually(async () => {
    const page = await investigator.get<{ items: { report: string; provisional: boolean }[] }>(
      'queue?view=all&source=provider&limit=200',
    );
    return page.items.find((row) => row.report === number && !row.provisional) ?? null;
  });
  return vigieJson<Shown>(dataDir, 'report', 'show', number);
}

describe('from the sender’s mail to the queue', () => {
  it('goes a letter with what it names', async () => {
    const shown = await inQueue(await send({ subject: 'A report', text: 'Seen at https://site.example/m/1 today.' }));
    expect(shown).toMatchObject({ format: 'mail', sender: 'safety.example', channel: 'mail' });
    expect(shown.identifiers).toContainEqual(
      expect.objectContaining({ kind: 'url', value: 'https://site.example/m/1', provenance: 'mined-from-text' }),
    );
  });
});
