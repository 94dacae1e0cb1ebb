import { mkdir, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Encrypter } from 'age-encryption';
import { describe, expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { newAgeIdentity } from '../crypto/age-identity.ts';
import { putKeysBack, readKeyBackup, writeKeyBackup } from './key-backup.ts';

const NOW = '2026-11-24T12:00:00.000Z' as Instant;

async function aKeysFolder() {
  const home = await mkdtemp(join(tmpdir(), 'vigie-keys-'));
  await mkdir(join(home, 'keys', 'signing'), { recursive: true });
  await writeFile(join(home, 'keys', 'vault-root.key'), 'ab'.repeat(32));
  await writeFile(join(home, 'keys', 'signing', 'key.pem'), 'placeholder');
  return { home, keys: join(home, 'keys'), file: join(home, 'out', 'keys.age') };
}

describe('the backup of the keys', () => {
  test('opens for its recipient only, says when it has to be destroyed, and puts every key back', async () => {
    const { home, keys, file } = await aKeysFolder();
    const [holder, stranger] = [await newAgeIdentity(), await newAgeIdentity()];
    expect(await writeKeyBackup(file, keys, { recipient: holder.recipient }, NOW)).toBe('2026-12-29T12:00:00.000Z');
    expect((await readFile(file, 'latin1')).includes('vault-root')).toBe(false);
    await expect(readKeyBackup(file, { identity: stranger.identity })).rejects.toMatchObject({
      refusal: { kind: 'key-backup-cannot-be-opened' },
    });
    const backup = await readKeyBackup(file, { identity: `# created\n${holder.identity}\n` });
    await putKeysBack(join(home, 'new'), backup);
    expect(await readFile(join(home, 'new', 'vault-root.key'), 'utf8')).toBe('ab'.repeat(32));
    expect(await readFile(join(home, 'new', 'signing', 'key.pem'), 'utf8')).toBe('placeholder');
    expect((await stat(join(home, 'new', 'signing', 'key.pem'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(home, 'new'))).mode & 0o777).toBe(0o700);
  });

  test.each(['../outside', '/outside', 'signing/../../outside'])('takes no file called %s', async (path) => {
    const { home } = await aKeysFolder();
    const { identity, recipient } = await newAgeIdentity();
    const encrypter = new Encrypter();
    encrypter.addRecipient(recipient);
    const files = [{ path, base64: 'AAAA' }];
    const backup = JSON.stringify({ createdAt: NOW, destroyBy: NOW, files });
    await writeFile(join(home, 'made.age'), await encrypter.encrypt(backup));
    await expect(readKeyBackup(join(home, 'made.age'), { identity })).rejects.toMatchObject({
      refusal: { kind: 'key-backup-cannot-be-opened' },
    });
  });

  // A passphrase is made slow to guess on purpose: a second each time on an idle machine.
  test('opens with its passphrase', { timeout: 300_000 }, async () => {
    const { keys, file } = await aKeysFolder();
    await writeKeyBackup(file, keys, { passphrase: 'neutral words' }, NOW);
    expect((await readKeyBackup(file, { passphrase: 'neutral words' })).files).toHaveLength(2);
    await expect(readKeyBackup(file, { passphrase: 'other words' })).rejects.toMatchObject({
      refusal: { kind: 'key-backup-cannot-be-opened' },
    });
  });

  test('never replaces another key, and leaves the same one alone', async () => {
    const { home, keys, file } = await aKeysFolder();
    const { identity, recipient } = await newAgeIdentity();
    await writeKeyBackup(file, keys, { recipient }, NOW);
    const backup = await readKeyBackup(file, { identity });
    await putKeysBack(keys, backup);
    await mkdir(join(home, 'used'));
    await writeFile(join(home, 'used', 'vault-root.key'), 'another');
    await expect(putKeysBack(join(home, 'used'), backup)).rejects.toMatchObject({
      refusal: { kind: 'target-not-empty', what: 'keys' },
    });
    expect(await readFile(join(home, 'used', 'vault-root.key'), 'utf8')).toBe('another');
    await expect(stat(join(home, 'used', 'signing'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('is not written for somebody who is no age recipient', async () => {
    const { keys, file } = await aKeysFolder();
    await expect(writeKeyBackup(file, keys, { recipient: 'age1nobody' }, NOW)).rejects.toMatchObject({
      refusal: { kind: 'key-backup-recipient' },
    });
  });
});
