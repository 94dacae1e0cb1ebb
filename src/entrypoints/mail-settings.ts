import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import type { Bilingual } from '#core/locale.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { MIB } from '#core/units.ts';
import { SOURCES } from '#core/vocabulary.ts';

// NCMEC does not report by mail; and a stranger's mail must never become a version of a tip.
const source = z.enum(SOURCES).exclude(['ncmec']);
const file = z.string().trim().min(1).max(1_000);
const port = z.number().int().min(0).max(65_535);
const mostBytes = z
  .number()
  .int()
  .min(65_536)
  .max(64 * MIB)
  .default(32 * MIB);

const smtp = z.strictObject({
  host: z.string().trim().min(1).default('127.0.0.1'),
  port: port.default(7_425),
  recipients: z
    .array(z.strictObject({ address: z.email().max(320).toLowerCase(), source }))
    .min(1)
    .max(100),
  keyFile: file.optional(),
  certificateFile: file.optional(),
  mostBytes,
});
const imap = z.strictObject({
  host: z.string().trim().min(1),
  port: port.default(993),
  security: z.enum(['tls', 'starttls', 'none']).default('tls'),
  caFile: file.optional(),
  user: z.string().min(1).max(320),
  passwordFile: file,
  mailbox: z.string().min(1).max(200).default('INBOX'),
  receivedMailbox: z.string().min(1).max(200).default('Received'),
  source,
  everySeconds: z.number().int().min(1).max(3_600).default(30),
  mostBytes,
});
const settings = z.strictObject({ smtp: smtp.optional(), imap: z.array(imap).max(10).default([]) });

export type SmtpSettings = z.infer<typeof smtp> & {
  readonly tls: { readonly key: string; readonly cert: string } | null;
};
export type ImapSettings = z.infer<typeof imap> & { readonly password: string; readonly ca: string | null };

/** The doors of mail an operator has opened; without a file: none. */
export interface MailSettings {
  readonly smtp: SmtpSettings | null;
  readonly imap: readonly ImapSettings[];
}

const NONE: MailSettings = { smtp: null, imap: [] };
const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|localhost)$/;

/** Reads `operator/mail.json`; files it names lie beside it unless their path is absolute. A fault is told in both languages. */
export async function readMailSettings(operatorDir: string): Promise<Result<MailSettings, Bilingual>> {
  const path = join(operatorDir, 'mail.json');
  const text = await textOf(path);
  if (text === null) return ok(NONE);
  const read = settings.safeParse(jsonOf(text));
  if (!read.success) {
    const [issue] = read.error.issues;
    const named = issue?.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys] : issue?.path;
    return refuse(unusable(path, named?.join('.') ?? ''));
  }
  const beside = async (name: string, field: string) => {
    const found = await textOf(isAbsolute(name) ? name : join(operatorDir, name));
    if (found === null) throw new MissingFile(field);
    return found;
  };
  try {
    const [door, boxes] = [read.data.smtp, read.data.imap];
    return ok({
      smtp: door === undefined ? null : { ...door, tls: await tlsOf(door, beside) },
      imap: await Promise.all(boxes.map((box, at) => withSecrets(box, at, beside))),
    });
  } catch (error) {
    if (error instanceof MissingFile) return refuse(unusable(path, error.message));
    throw error;
  }
}

type Beside = (name: string, field: string) => Promise<string>;

class MissingFile extends Error {}

async function tlsOf({ keyFile, certificateFile, host }: z.infer<typeof smtp>, beside: Beside) {
  if ((keyFile === undefined) !== (certificateFile === undefined))
    throw new MissingFile(keyFile === undefined ? 'smtp.keyFile' : 'smtp.certificateFile');
  if (keyFile !== undefined && certificateFile !== undefined)
    return { key: await beside(keyFile, 'smtp.keyFile'), cert: await beside(certificateFile, 'smtp.certificateFile') };
  // Reports do not cross a network in the clear.
  if (!LOOPBACK.test(host)) throw new MissingFile('smtp.keyFile');
  return null;
}

async function withSecrets(box: z.infer<typeof imap>, at: number, beside: Beside): Promise<ImapSettings> {
  if (box.security === 'none' && !LOOPBACK.test(box.host)) throw new MissingFile(`imap.${at}.security`);
  const password = (await beside(box.passwordFile, `imap.${at}.passwordFile`)).replace(/\r?\n$/, '');
  const ca = box.caFile === undefined ? null : await beside(box.caFile, `imap.${at}.caFile`);
  return { ...box, password, ca };
}

async function textOf(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unusable(path: string, field: string): Bilingual {
  const [en, fr] = field === '' ? ['', ''] : [`: ${field}`, `\u00a0: ${field}`];
  return {
    en: `${path} cannot be used${en}. It is JSON with smtp and imap, as the runbook of mail describes; a door beyond this machine needs TLS.`,
    fr: `${path} est inutilisable${fr}. C’est du JSON avec smtp et imap, comme le décrit la fiche du courrier; une entrée hors de cette machine demande TLS.`,
  };
}
