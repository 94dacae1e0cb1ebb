import type { Bilingual } from '#core/locale.ts';
import type { InstanceRecord } from './instance-record.ts';

/** Why our own PostgreSQL cannot serve a folder. Every one of them has words for the person at the terminal. */
export type EmbeddedRefusal =
  | { readonly kind: 'already-running'; readonly folder: string; readonly instance: InstanceRecord | null }
  | { readonly kind: 'folder-not-writable'; readonly folder: string; readonly code: string }
  | { readonly kind: 'folder-not-reachable'; readonly folder: string; readonly uid: number }
  | { readonly kind: 'disk-full'; readonly folder: string; readonly freeBytes: number | null }
  | { readonly kind: 'no-server-for-platform'; readonly platform: string }
  | { readonly kind: 'made-by-another-version'; readonly found: string; readonly ours: string }
  | { readonly kind: 'start-failed'; readonly logTail: readonly string[] }
  | { readonly kind: 'start-timed-out'; readonly seconds: number; readonly logTail: readonly string[] };

const NOT_WRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR']);
const NO_SPACE = new Set(['ENOSPC', 'EDQUOT']);

/** Reads the refusal out of a file system error; null when the error is something else (a defect). */
export function refusalOfFileError(error: unknown, folder: string): EmbeddedRefusal | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (NO_SPACE.has(code)) return { kind: 'disk-full', folder, freeBytes: null };
  // A file system that takes no folders says that the new one does not exist.
  const takesNone = code === 'ENOENT' && error instanceof Error && 'syscall' in error && error.syscall === 'mkdir';
  if (NOT_WRITABLE.has(code) || takesNone) return { kind: 'folder-not-writable', folder, code };
  return null;
}

/** Reads the refusal out of what the server said before it gave up. */
export function refusalOfLog(logTail: readonly string[], folder: string): EmbeddedRefusal {
  const text = logTail.join('\n');
  if (/No space left on device|Disk quota exceeded/.test(text)) return { kind: 'disk-full', folder, freeBytes: null };
  if (/Permission denied|Read-only file system/.test(text)) {
    return { kind: 'folder-not-writable', folder, code: 'EACCES' };
  }
  return { kind: 'start-failed', logTail };
}

/** The words of a refusal: what is wrong, and what to do. */
export function wordsOfRefusal(refusal: EmbeddedRefusal): Bilingual {
  switch (refusal.kind) {
    case 'already-running':
      return alreadyRunning(refusal.folder, refusal.instance);
    case 'folder-not-writable':
      return {
        en: `The data folder ${refusal.folder} cannot be written (${refusal.code}). Give this account the right to write there, or set VIGIE_DATA_DIR.`,
        fr: `Impossible d’écrire dans le dossier de données ${refusal.folder} (${refusal.code}). Accordez à ce compte le droit d’y écrire ou définissez VIGIE_DATA_DIR.`,
      };
    case 'folder-not-reachable':
      return {
        en: `The account that runs the database (uid ${refusal.uid}) cannot reach ${refusal.folder}. Open the way to that folder, or set VIGIE_DATA_DIR.`,
        fr: `Le compte qui exécute la base de données (uid ${refusal.uid}) ne peut pas atteindre ${refusal.folder}. Ouvrez l’accès à ce dossier ou définissez VIGIE_DATA_DIR.`,
      };
    case 'disk-full':
      return diskFull(refusal.folder, refusal.freeBytes);
    case 'no-server-for-platform':
      return {
        en: `No PostgreSQL is installed for ${refusal.platform}. Run npm ci, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
        fr: `Aucun PostgreSQL n’est installé pour ${refusal.platform}. Lancez npm ci ou définissez DATABASE_URL vers un PostgreSQL 15 ou plus récent.`,
      };
    case 'made-by-another-version':
      return {
        en: `This data folder was made by PostgreSQL ${refusal.found}; this version of Vigie brings PostgreSQL ${refusal.ours}. Restore a backup into a new folder.`,
        fr: `Ce dossier de données a été créé par PostgreSQL ${refusal.found}; cette version de Vigie fournit PostgreSQL ${refusal.ours}. Restaurez une sauvegarde dans un nouveau dossier.`,
      };
    case 'start-failed':
      return withTail(
        {
          en: 'The database did not start. Its last words:',
          fr: 'La base de données n’a pas démarré. Ses derniers messages\u00a0:',
        },
        refusal.logTail,
      );
    case 'start-timed-out':
      return withTail(
        {
          en: `The database was not ready after ${refusal.seconds} seconds. Its last words:`,
          fr: `La base de données n’était pas prête après ${refusal.seconds} secondes. Ses derniers messages\u00a0:`,
        },
        refusal.logTail,
      );
  }
}

function alreadyRunning(folder: string, instance: InstanceRecord | null): Bilingual {
  const where = instance?.address ?? null;
  const pid = instance?.pid ?? '?';
  return where === null
    ? {
        en: `The data folder ${folder} is already in use (process ${pid}).`,
        fr: `Le dossier de données ${folder} est déjà utilisé (processus ${pid}).`,
      }
    : {
        en: `The data folder ${folder} is already served at ${where} (process ${pid}).`,
        fr: `Le dossier de données ${folder} est déjà servi à l’adresse ${where} (processus ${pid}).`,
      };
}

function diskFull(folder: string, freeBytes: number | null): Bilingual {
  const free = freeBytes === null ? null : Math.floor(freeBytes / 1024 ** 2);
  return {
    en: `The disk that holds ${folder} is full${free === null ? '' : ` (${free} MiB free)`}. Free some space and start again; nothing acknowledged is lost.`,
    fr: `Le disque qui contient ${folder} est plein${free === null ? '' : ` (${free} Mio libres)`}. Libérez de l’espace et redémarrez; rien de ce qui a été confirmé n’est perdu.`,
  };
}

function withTail(words: Bilingual, logTail: readonly string[]): Bilingual {
  const tail = logTail.map((line) => `\n  ${line}`).join('');
  return { en: words.en + tail, fr: words.fr + tail };
}
