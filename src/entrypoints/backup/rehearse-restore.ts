import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Result } from '#core/result.ts';
import type { BackupRefusal } from '#platform/backup/refusals.ts';
import type { Settings } from '../settings.ts';
import { type RestoredBackup, type RestoreOptions, restoreBackup } from './restore-backup.ts';

// Security page, 3.5: a backup counts only after a restore into a fresh cluster and 1 % random objects opened.
const SHARE = 0.01;

/** Restores a backup into a throw-away folder with the embedded server and everything a restore checks; nothing of it stays. */
export async function rehearseRestore(
  options: Omit<RestoreOptions, 'share' | 'settings' | 'keys'>,
  settings: RestoreOptions['settings'],
): Promise<Result<RestoredBackup, BackupRefusal>> {
  const scratch = await mkdtemp(join(tmpdir(), 'vigie-rehearsal-'));
  // The database's account has to reach its folder; what lies below is closed.
  await chmod(scratch, 0o711);
  try {
    return await restoreBackup({
      ...options,
      settings: { ...settings, dataDir: scratch, ...blobsIn(scratch), databaseUrl: null },
      keys: null,
      share: SHARE,
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function blobsIn(folder: string): Pick<Settings, 'blobs' | 'blobsDir'> {
  const dir = join(folder, 'blobs');
  return { blobs: { kind: 'file', dir }, blobsDir: dir };
}
