import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readCheckpoint } from '#platform/tlog/checkpoint.ts';
import { newSignerKey, readSignerKey, type SignerKey, verifierKeyText } from '#platform/tlog/signed-note.ts';

/** What makes the trail this installation's own; it lives in `<data>/keys`, never in the database. */
export interface AuditKeys {
  /** Signs heads; its name is the origin of the log. */
  readonly log: SignerKey;
  /** The log key as others are given it. */
  readonly logVerifier: string;
  /** Settings every session of this process carries, so that the database signs its lines of the trail. */
  readonly session: Readonly<Record<string, string>>;
  /** The token of a process, in hex: what its lines are checked with. */
  tokenOf(processId: string): string;
  /** The last head this key signed, kept beside it: a database put back in time contradicts it. */
  rememberedHead(): Promise<string | null>;
  /** Keeps a head; one that is not larger than the kept one changes nothing. */
  rememberHead(note: string): Promise<void>;
}

const LOG_KEY = 'audit-log.key';
const PROCESS_KEY = 'audit-process.key';
const HEAD = 'audit-head.txt';

/** Opens both keys, making them at the very first start (0600, whole or not at all). Throws when one is damaged. */
export async function openAuditKeys(keysDir: string): Promise<AuditKeys> {
  await mkdir(keysDir, { recursive: true, mode: 0o700 });
  const origin = `vigie/audit/${randomBytes(4).toString('hex')}`;
  const logText = await keptText(keysDir, LOG_KEY, () => newSignerKey(origin, 'note').text);
  const secret = Buffer.from(await keptText(keysDir, PROCESS_KEY, () => randomBytes(32).toString('hex')), 'hex');
  const log = readSignerKey(logText);
  if (log === null || secret.length !== 32) {
    throw Object.assign(new Error('A key of the audit log is damaged.'), { code: 'audit-key-damaged' });
  }
  const tokenOf = (processId: string) => createHmac('sha256', secret).update(processId).digest('hex');
  const processId = randomUUID();
  const head = join(keysDir, HEAD);
  return {
    log,
    logVerifier: verifierKeyText(log),
    session: { 'vigie.process': processId, 'vigie.token': tokenOf(processId) },
    tokenOf,
    rememberedHead: () => readIfThere(head),
    rememberHead: async (note) => {
      const kept = readCheckpoint((await readIfThere(head)) ?? '');
      if ((readCheckpoint(note)?.size ?? 0) > (kept?.size ?? -1)) await replace(keysDir, head, note);
    },
  };
}

async function keptText(dir: string, name: string, make: () => string): Promise<string> {
  const path = join(dir, name);
  const found = await readIfThere(path);
  if (found !== null) return found.trim();
  const draft = await writeDraft(path, `${make()}\n`);
  try {
    // A link never replaces: of two processes that start at once, one key stays.
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  await flush(dir);
  return (await readFile(path, 'utf8')).trim();
}

async function replace(dir: string, path: string, text: string): Promise<void> {
  await rename(await writeDraft(path, text), path);
  await flush(dir);
}

async function writeDraft(path: string, text: string): Promise<string> {
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  await using file = await open(draft, 'wx', 0o600);
  await file.writeFile(text);
  await file.sync();
  return draft;
}

async function flush(dir: string): Promise<void> {
  await using folder = await open(dir, 'r');
  await folder.sync();
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
