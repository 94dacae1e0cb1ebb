import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Bilingual, Language } from '#core/locale.ts';
import type { Result } from '#core/result.ts';
import { type BackupKey, backupKeyOf, makeBackupKey, readBackupKey } from '#platform/backup/backup-key.ts';
import { checkBackup } from '#platform/backup/check-backup.ts';
import {
  type KeyBackup,
  type KeyLock,
  type KeyOpener,
  readKeyBackup,
  writeKeyBackup,
} from '#platform/backup/key-backup.ts';
import { type BackupRefusal, BackupRefused, refusalOfError, wordsOfBackupRefusal } from '#platform/backup/refusals.ts';
import { ageRecipient } from '#platform/crypto/age-encrypt.ts';
import { createBackup, liesIn, recordAct } from '../backup/create-backup.ts';
import { rehearseRestore } from '../backup/rehearse-restore.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { type Instance, withInstance } from '../instance.ts';
import { readSettings, type Settings } from '../settings.ts';
import { linesOfCheck, linesOfCreated, linesOfRestored, outlineOf } from './backup-words.ts';
import { act, type CommonOptions, Refused, withCommonOptions } from './speak.ts';

interface KeyOptions extends CommonOptions {
  readonly key?: string;
  readonly keysPassphrase?: string;
}
interface CreateCommand extends KeyOptions {
  readonly out: string;
  readonly full?: boolean;
  readonly keysOut?: string;
  readonly keysRecipient?: string;
}
interface ReadCommand extends KeyOptions {
  readonly deep?: boolean;
  readonly keys?: string;
  readonly keysIdentity?: string;
}

/** `vigie backup create|verify|restore`: encrypted, consistent across database and vault, restorable onto an empty machine. */
export function registerBackup(program: Command): void {
  const group = program.command('backup').description('copies of everything but the keys');
  withKey(group.command('create').description('write a backup'))
    .requiredOption('--out <dir>', 'an empty folder of its own')
    .option('--full', 'copy every object again instead of linking those of the last backup beside it')
    .option('--keys-out <file>', 'also write the root and signing keys, locked, into a file of their own')
    .option('--keys-recipient <age1…>', 'who may open the file of keys')
    .option('--keys-passphrase <file>', 'or the passphrase that opens it, in a file')
    .action(create);
  withKeys(group.command('verify <dir>').description('check a backup without a database'))
    .option('--deep', 'also restore into a throw-away database and open 1 % of the evidence')
    .action(verify);
  withKeys(group.command('restore <dir>').description('put a backup back onto an empty place')).action(restore);
}

function withKey(command: Command): Command {
  return withCommonOptions(command).option(
    '--key <file>',
    'the backup key; default: keys/backup.key of the data folder',
  );
}

function withKeys(command: Command): Command {
  return withKey(command)
    .option('--keys <file>', 'a file of keys written by --keys-out')
    .option('--keys-identity <file>', 'the age identity that opens it')
    .option('--keys-passphrase <file>', 'or its passphrase, in a file');
}

function create(options: CreateCommand): Promise<void> {
  return act(options, (language) =>
    withInstance(async (instance) => {
      const keysDir = join(instance.settings.dataDir, 'keys');
      const keyFile = resolve(options.key ?? join(keysDir, 'backup.key'));
      requireApart(options, keyFile);
      const lock = await lockOf(options);
      const { key, made } = await granted(keyFile, async () => {
        const isNew = !existsSync(keyFile) && (await makeBackupKey(keyFile));
        return { key: await readBackupKey(keyFile), made: isNew };
      });
      const created = value(
        await createBackup(instance, { folder: options.out, key, reuse: !options.full, tell: teller(language) }),
      );
      const outline = {
        ...outlineOf(created.manifest),
        folder: resolve(options.out),
        reused: created.reused,
        key: { id: key.id, file: keyFile, made },
        keys: lock === null ? null : await exportKeys(instance, keysDir, lock),
      };
      return { json: outline, lines: linesOfCreated(outline, language), exitCode: outline.ok ? 0 : 1 };
    }),
  );
}

/** The keys never lie in what they open, and a file of keys is never written over. */
function requireApart({ out, keysOut }: CreateCommand, keyFile: string): void {
  for (const path of [keyFile, keysOut]) {
    if (path !== undefined && liesIn(out, path)) fail({ kind: 'key-inside-backup', path });
  }
  if (keysOut !== undefined && existsSync(keysOut)) fail({ kind: 'not-writable', folder: keysOut, code: 'EEXIST' });
}

async function exportKeys(instance: Instance, keysDir: string, { file, lock }: LockedFile) {
  const destroyBy = await granted(file, () => writeKeyBackup(file, keysDir, lock, instance.clock.now()));
  await recordAct(instance, 'export-keys', { destroyBy, lock: 'recipient' in lock ? 'recipient' : 'passphrase' });
  return { file, destroyBy };
}

function verify(folder: string, options: ReadCommand): Promise<void> {
  return act(options, async (language) => {
    const settings = settingsOr();
    const { key } = await keysFor(settings, options);
    const { manifest, faults, unexpected } = await granted(folder, () => checkBackup(folder, key));
    const deep =
      options.deep && faults.length === 0
        ? value(await rehearseRestore(restoring(settings, folder, key, language), settings))
        : null;
    const evidence = deep?.evidence ?? null;
    const base = outlineOf(manifest);
    const outline = {
      ...base,
      ok: base.ok && faults.length === 0 && evidence?.state !== 'damaged',
      faults,
      unexpected,
      rehearsed: deep !== null,
      evidence,
    };
    return { json: outline, lines: linesOfCheck(outline, language), exitCode: outline.ok ? 0 : 1 };
  });
}

function restore(folder: string, options: ReadCommand): Promise<void> {
  return act(options, async (language) => {
    const settings = settingsOr();
    const { key, keys } = await keysFor(settings, options);
    const request = { ...restoring(settings, folder, key, language), settings, keys, share: 1 };
    const { manifest, evidence } = value(await restoreBackup(request));
    const base = outlineOf(manifest);
    const outline = { ...base, ok: base.ok && evidence.state !== 'damaged', evidence };
    return { json: outline, lines: linesOfRestored(outline, language), exitCode: outline.ok ? 0 : 1 };
  });
}

function restoring(settings: Settings, folder: string, key: BackupKey, language: Language) {
  return {
    folder,
    key,
    keysDir: join(settings.dataDir, 'keys'),
    operator: { kind: 'operator', osUser: userInfo().username },
    tell: teller(language),
  } as const;
}

/** The backup key: the file named, else the one in the file of keys, else the one of this data folder. */
async function keysFor(
  settings: Settings,
  options: ReadCommand,
): Promise<{ readonly key: BackupKey; readonly keys: KeyBackup | null }> {
  return granted(settings.dataDir, async () => {
    const { keys: file } = options;
    const keys = file === undefined ? null : await readKeyBackup(file, await openerOf(options, file));
    const carried = keys?.files.find(({ path }) => path === 'backup.key');
    if (options.key === undefined && carried !== undefined && file !== undefined) {
      return { key: backupKeyOf(Buffer.from(carried.base64, 'base64').toString(), file), keys };
    }
    return { key: await readBackupKey(options.key ?? join(settings.dataDir, 'keys', 'backup.key')), keys };
  });
}

interface LockedFile {
  readonly file: string;
  readonly lock: KeyLock;
}

async function lockOf({ keysOut, keysRecipient, keysPassphrase }: CreateCommand): Promise<LockedFile | null> {
  if (keysOut === undefined) return null;
  const file = resolve(keysOut);
  if (keysRecipient !== undefined) {
    if (!ageRecipient(keysRecipient).ok) fail({ kind: 'key-backup-recipient' });
    return { file, lock: { recipient: keysRecipient } };
  }
  const passphrase = keysPassphrase === undefined ? null : await textIn(keysPassphrase);
  return passphrase ? { file, lock: { passphrase } } : fail({ kind: 'key-backup-unlocked' });
}

async function openerOf({ keysIdentity, keysPassphrase }: ReadCommand, file: string): Promise<KeyOpener> {
  const identity = keysIdentity === undefined ? null : await textIn(keysIdentity);
  if (identity) return { identity };
  const passphrase = keysPassphrase === undefined ? null : await textIn(keysPassphrase);
  if (passphrase) return { passphrase };
  throw new BackupRefused({ kind: 'key-backup-cannot-be-opened', path: file });
}

/** What a file says, without the end of its line; null where it cannot be read. */
async function textIn(file: string): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch(() => null);
  return text?.replace(/\r?\n$/, '') ?? null;
}

function settingsOr(): Settings {
  const settings = readSettings();
  if ('fault' in settings) throw new Refused({ code: 'setting', message: settings.fault });
  return settings;
}

function teller(language: Language): (words: Bilingual) => void {
  return (words) => process.stderr.write(`${words[language]}\n`);
}

function fail(refusal: BackupRefusal): never {
  const { kind, ...details } = refusal;
  throw new Refused({ code: kind, message: wordsOfBackupRefusal(refusal), details });
}

function value<T>(result: Result<T, BackupRefusal>): T {
  return result.ok ? result.value : fail(result.refusal);
}

/** Runs an act of the backup's own parts; what they refuse ends the command with its words. */
async function granted<T>(place: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const refusal = refusalOfError(error, place);
    return refusal === null ? Promise.reject(error) : fail(refusal);
  }
}
