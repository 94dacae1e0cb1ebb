import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Bilingual, Language } from '#core/locale.ts';
import type { Result } from '#core/result.ts';
import { type BackupKey, backupKeyOf, makeBackupKey, readBackupKey } from '#platform/backup/backup-key.ts';
import { checkBackup } from '#platform/backup/check-backup.ts';
import { type KeyBackup, type KeyOpener, readKeyBackup, writeKeyBackup } from '#platform/backup/key-backup.ts';
import { type BackupRefusal, BackupRefused, refusalOfError, wordsOfBackupRefusal } from '#platform/backup/refusals.ts';
import { createBackup, liesIn } from '../backup/create-backup.ts';
import { rehearseRestore } from '../backup/rehearse-restore.ts';
import { restoreBackup } from '../backup/restore-backup.ts';
import { withInstance } from '../instance.ts';
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
  withKey(group.command('create'))
    .requiredOption('--out <dir>', 'an empty folder of its own')
    .option('--full', 'copy every object again instead of linking those of the last backup beside it')
    .option('--keys-out <file>', 'also write the root and signing keys, locked, into a file of their own')
    .option('--keys-recipient <age1…>', 'who may open the file of keys')
    .option('--keys-passphrase <file>', 'or the passphrase that opens it, in a file')
    .action(create);
  withKeys(group.command('verify <dir>'))
    .option('--deep', 'also restore into a throw-away database and open 1 % of the evidence')
    .action(verify);
  withKeys(group.command('restore <dir>')).action(restore);
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
      for (const path of [keyFile, options.keysOut]) {
        if (path !== undefined && liesIn(options.out, path)) fail({ kind: 'key-inside-backup', path });
      }
      const lock = await lockOf(options);
      const { key, made } = await granted(async () => {
        const isNew = !existsSync(keyFile) && (await makeBackupKey(keyFile));
        return { key: await readBackupKey(keyFile), made: isNew };
      });
      const created = value(
        await createBackup(instance, { folder: options.out, key, reuse: !options.full, tell: teller(language) }),
      );
      const { keysOut } = options;
      const destroyBy =
        keysOut === undefined || lock === null
          ? null
          : await granted(() => writeKeyBackup(keysOut, keysDir, lock, instance.clock.now()));
      const outline = {
        ...outlineOf(created.manifest),
        folder: resolve(options.out),
        reused: created.reused,
        key: { id: key.id, file: keyFile, made },
        keys: destroyBy === null ? null : { file: resolve(keysOut ?? ''), destroyBy },
      };
      return { json: outline, lines: linesOfCreated(outline, language), exitCode: outline.ok ? 0 : 1 };
    }),
  );
}

function verify(folder: string, options: ReadCommand): Promise<void> {
  return act(options, async (language) => {
    const settings = settingsOr();
    const { key } = await keysFor(settings, options);
    const { manifest, faults, unexpected } = await granted(() => checkBackup(folder, key));
    const deep =
      options.deep && faults.length === 0
        ? value(await rehearseRestore(restoring(settings, options, folder, key, language), settings))
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
    const request = { ...restoring(settings, options, folder, key, language), settings, keys, share: 1 };
    const { manifest, evidence } = value(await restoreBackup(request));
    const base = outlineOf(manifest);
    const outline = { ...base, ok: base.ok && evidence.state !== 'damaged', evidence };
    return { json: outline, lines: linesOfRestored(outline, language), exitCode: outline.ok ? 0 : 1 };
  });
}

function restoring(settings: Settings, _options: ReadCommand, folder: string, key: BackupKey, language: Language) {
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
  return granted(async () => {
    const { keys: file } = options;
    const keys = file === undefined ? null : await readKeyBackup(file, await openerOf(options, file));
    const carried = keys?.files.find(({ path }) => path === 'backup.key');
    if (options.key === undefined && carried !== undefined && file !== undefined) {
      return { key: backupKeyOf(Buffer.from(carried.base64, 'base64').toString(), file), keys };
    }
    return { key: await readBackupKey(options.key ?? join(settings.dataDir, 'keys', 'backup.key')), keys };
  });
}

async function lockOf(options: CreateCommand) {
  if (options.keysOut === undefined) return null;
  if (options.keysRecipient !== undefined) return { recipient: options.keysRecipient };
  if (options.keysPassphrase !== undefined) return { passphrase: await passphraseIn(options.keysPassphrase) };
  return fail({ kind: 'key-backup-unlocked' });
}

async function openerOf(options: ReadCommand, file: string): Promise<KeyOpener> {
  if (options.keysIdentity !== undefined) return { identity: await readFile(options.keysIdentity, 'utf8') };
  if (options.keysPassphrase !== undefined) return { passphrase: await passphraseIn(options.keysPassphrase) };
  throw new BackupRefused({ kind: 'key-backup-cannot-be-opened', path: file });
}

async function passphraseIn(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
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
async function granted<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const refusal = refusalOfError(error, process.cwd());
    return refusal === null ? Promise.reject(error) : fail(refusal);
  }
}
