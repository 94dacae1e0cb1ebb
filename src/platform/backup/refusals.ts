import { exhaustive } from '#core/exhaustive.ts';
import type { Bilingual } from '#core/locale.ts';

/** What is wrong with one file of a backup. */
export type FaultKind = 'missing' | 'truncated' | 'altered';
export interface BackupFault {
  /** Below the backup's folder. */
  readonly path: string;
  readonly kind: FaultKind;
}

/** Why a backup cannot be made, read or restored. Every one has words for the person at the terminal. */
export type BackupRefusal =
  | { readonly kind: 'no-manifest'; readonly folder: string }
  | { readonly kind: 'manifest-damaged'; readonly folder: string }
  | { readonly kind: 'newer-format'; readonly found: number }
  | { readonly kind: 'key-missing'; readonly path: string }
  | { readonly kind: 'key-damaged'; readonly path: string }
  | { readonly kind: 'key-inside-backup'; readonly path: string }
  | { readonly kind: 'wrong-key'; readonly wanted: string; readonly given: string }
  | { readonly kind: 'damaged'; readonly faults: readonly BackupFault[] }
  | { readonly kind: 'folder-not-empty'; readonly folder: string; readonly unfinished: boolean }
  | { readonly kind: 'disk-full'; readonly folder: string }
  | { readonly kind: 'not-writable'; readonly folder: string; readonly code: string }
  | { readonly kind: 'not-all-seeing'; readonly tables: readonly string[] }
  | { readonly kind: 'target-not-empty'; readonly what: 'database' | 'blobs' | 'keys'; readonly where: string }
  | { readonly kind: 'restore-running' }
  | { readonly kind: 'not-utf8'; readonly encoding: string }
  | { readonly kind: 'newer-version'; readonly migrations: readonly string[] }
  | { readonly kind: 'other-version'; readonly migrations: readonly string[] }
  | { readonly kind: 'does-not-match'; readonly what: readonly string[] }
  | { readonly kind: 'key-backup-unlocked' }
  | { readonly kind: 'key-backup-recipient' }
  | { readonly kind: 'key-backup-cannot-be-opened'; readonly path: string };

/** Thrown inside the streams of a backup; the functions at its door answer it as a refusal. */
export class BackupRefused extends Error {
  readonly refusal: BackupRefusal;
  constructor(refusal: BackupRefusal) {
    super(`Backup: ${refusal.kind}.`);
    this.refusal = refusal;
  }
}

const NO_SPACE = new Set(['ENOSPC', 'EDQUOT', '53100']);
const NOT_WRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'EISDIR']);

/** Reads the refusal out of an exception; null when it is something else (a defect, a broken disk). */
export function refusalOfError(error: unknown, folder: string): BackupRefusal | null {
  if (error instanceof BackupRefused) return error.refusal;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (NO_SPACE.has(code)) return { kind: 'disk-full', folder };
  if (NOT_WRITABLE.has(code)) return { kind: 'not-writable', folder, code };
  return null;
}

/** The words of a refusal: what is wrong, and what to do. */
export function wordsOfBackupRefusal(refusal: BackupRefusal): Bilingual {
  switch (refusal.kind) {
    case 'no-manifest':
    case 'manifest-damaged':
    case 'newer-format':
    case 'damaged':
    case 'folder-not-empty':
      return wordsOfFolder(refusal);
    case 'key-missing':
    case 'key-damaged':
    case 'key-inside-backup':
    case 'wrong-key':
    case 'key-backup-unlocked':
    case 'key-backup-recipient':
    case 'key-backup-cannot-be-opened':
      return wordsOfKey(refusal);
    case 'disk-full':
    case 'not-writable':
      return wordsOfDisk(refusal);
    case 'newer-version':
    case 'other-version':
      return wordsOfVersion(refusal);
    default:
      return wordsOfDatabase(refusal);
  }
}

type Of<Kind extends BackupRefusal['kind']> = Extract<BackupRefusal, { kind: Kind }>;

function wordsOfFolder(
  refusal: Of<'no-manifest' | 'manifest-damaged' | 'newer-format' | 'damaged' | 'folder-not-empty'>,
): Bilingual {
  switch (refusal.kind) {
    case 'no-manifest':
      return {
        en: `${refusal.folder} is not a backup: it has no manifest. A backup that was interrupted never gets one; take another.`,
        fr: `${refusal.folder} n’est pas une sauvegarde\u00a0: le manifeste manque. Une sauvegarde interrompue n’en reçoit jamais; prenez-en une autre.`,
      };
    case 'manifest-damaged':
      return {
        en: `The manifest of ${refusal.folder} is damaged or was altered. Do not use this backup; take another.`,
        fr: `Le manifeste de ${refusal.folder} est endommagé ou a été modifié. N’utilisez pas cette sauvegarde; prenez-en une autre.`,
      };
    case 'newer-format':
      return {
        en: `This backup is written in format ${refusal.found}, which this version of Vigie does not know. Use a newer version.`,
        fr: `Cette sauvegarde est écrite au format ${refusal.found}, que cette version de Vigie ne connaît pas. Utilisez une version plus récente.`,
      };
    case 'folder-not-empty':
      return refusal.unfinished
        ? {
            en: `${refusal.folder} holds a backup that was interrupted. It is of no use: delete it, or name another folder.`,
            fr: `${refusal.folder} contient une sauvegarde interrompue. Elle ne sert à rien\u00a0: supprimez-la ou indiquez un autre dossier.`,
          }
        : {
            en: `${refusal.folder} is not empty. A backup wants a folder of its own.`,
            fr: `${refusal.folder} n’est pas vide. Une sauvegarde exige un dossier à elle seule.`,
          };
    case 'damaged':
      return withList(
        {
          en: 'The backup is damaged; nothing was restored from it. Take another. What is wrong:',
          fr: 'La sauvegarde est endommagée; rien n’en a été restauré. Prenez-en une autre. Ce qui ne va pas\u00a0:',
        },
        refusal.faults.map((fault) => `${fault.path}: ${fault.kind}`),
      );
    default:
      return exhaustive(refusal);
  }
}

function wordsOfKey(
  refusal: Of<
    | 'key-missing'
    | 'key-damaged'
    | 'key-inside-backup'
    | 'wrong-key'
    | 'key-backup-unlocked'
    | 'key-backup-recipient'
    | 'key-backup-cannot-be-opened'
  >,
): Bilingual {
  switch (refusal.kind) {
    case 'key-missing':
      return {
        en: `There is no backup key at ${refusal.path}. Give the file it was saved to with --key.`,
        fr: `Aucune clé de sauvegarde à ${refusal.path}. Indiquez avec --key le fichier où elle a été conservée.`,
      };
    case 'key-damaged':
      return {
        en: `${refusal.path} is not a backup key: it must be 64 hexadecimal digits.`,
        fr: `${refusal.path} n’est pas une clé de sauvegarde\u00a0: il faut 64 chiffres hexadécimaux.`,
      };
    case 'key-inside-backup':
      return {
        en: `The key ${refusal.path} would lie in the backup it opens. Name a file somewhere else.`,
        fr: `La clé ${refusal.path} se trouverait dans la sauvegarde qu’elle ouvre. Indiquez un fichier ailleurs.`,
      };
    case 'wrong-key':
      return {
        en: `This is another key: the backup opens with key ${refusal.wanted}, the one given is ${refusal.given}.`,
        fr: `Ce n’est pas la bonne clé\u00a0: la sauvegarde s’ouvre avec la clé ${refusal.wanted}, celle fournie est ${refusal.given}.`,
      };
    case 'key-backup-unlocked':
      return {
        en: 'A key backup has to be locked: give --keys-recipient age1… or --keys-passphrase FILE.',
        fr: 'Une sauvegarde des clés doit être verrouillée\u00a0: donnez --keys-recipient age1… ou --keys-passphrase FICHIER.',
      };
    case 'key-backup-recipient':
      return {
        en: '--keys-recipient is not an age recipient (age1…).',
        fr: '--keys-recipient n’est pas un destinataire age (age1…).',
      };
    case 'key-backup-cannot-be-opened':
      return {
        en: `The key backup ${refusal.path} does not open with what was given. Give its age identity with --keys-identity FILE, or its passphrase with --keys-passphrase FILE.`,
        fr: `La sauvegarde des clés ${refusal.path} ne s’ouvre pas avec ce qui a été fourni. Donnez son identité age avec --keys-identity FICHIER ou sa phrase de passe avec --keys-passphrase FICHIER.`,
      };
    default:
      return exhaustive(refusal);
  }
}

function wordsOfDisk(refusal: Of<'disk-full' | 'not-writable'>): Bilingual {
  return refusal.kind === 'disk-full'
    ? {
        en: `The disk that holds ${refusal.folder} is full. Free some space and start over; what was begun does not count.`,
        fr: `Le disque qui contient ${refusal.folder} est plein. Libérez de l’espace et recommencez; ce qui a été entamé ne compte pas.`,
      }
    : {
        en: `${refusal.folder} cannot be written (${refusal.code}).`,
        fr: `Impossible d’écrire dans ${refusal.folder} (${refusal.code}).`,
      };
}

function wordsOfVersion(refusal: Of<'newer-version' | 'other-version'>): Bilingual {
  const words =
    refusal.kind === 'newer-version'
      ? {
          en: 'This backup was made by a newer version of Vigie. Install that version, then restore. Unknown here:',
          fr: 'Cette sauvegarde provient d’une version plus récente de Vigie. Installez cette version, puis restaurez. Inconnu ici\u00a0:',
        }
      : {
          en: 'The tables of this database are not those of the backup. Restore into an empty database, with the version that made the backup or a later one. Differing:',
          fr: 'Les tables de cette base de données ne sont pas celles de la sauvegarde. Restaurez dans une base vide, avec la version qui a fait la sauvegarde ou une version ultérieure. Différences\u00a0:',
        };
  return withList(words, refusal.migrations);
}

const TARGETS: Readonly<Record<Of<'target-not-empty'>['what'], Bilingual>> = {
  database: { en: 'The database is in use already', fr: 'La base de données est déjà utilisée' },
  blobs: { en: 'The folder of evidence is not empty', fr: 'Le dossier des preuves n’est pas vide' },
  keys: { en: 'Other keys lie there already', fr: 'D’autres clés s’y trouvent déjà' },
};

function wordsOfDatabase(
  refusal: Of<'not-all-seeing' | 'target-not-empty' | 'restore-running' | 'not-utf8' | 'does-not-match'>,
): Bilingual {
  switch (refusal.kind) {
    case 'not-all-seeing':
      return withList(
        {
          en: 'This database account does not see every row, so its backup would be incomplete. Use the account that owns the tables. Not wholly seen:',
          fr: 'Ce compte de base de données ne voit pas toutes les lignes; sa sauvegarde serait incomplète. Utilisez le compte propriétaire des tables. Vues en partie\u00a0:',
        },
        refusal.tables,
      );
    case 'target-not-empty': {
      const what = TARGETS[refusal.what];
      return {
        en: `${what.en} (${refusal.where}). A restore never overwrites: name an empty VIGIE_DATA_DIR, or an empty database.`,
        fr: `${what.fr} (${refusal.where}). Une restauration n’écrase jamais rien\u00a0: indiquez un VIGIE_DATA_DIR vide ou une base de données vide.`,
      };
    }
    case 'restore-running':
      return {
        en: 'Another restore into this database is running.',
        fr: 'Une autre restauration vers cette base de données est en cours.',
      };
    case 'not-utf8':
      return {
        en: `The database is encoded in ${refusal.encoding}; make one with encoding UTF8.`,
        fr: `La base de données est encodée en ${refusal.encoding}; créez-en une avec l’encodage UTF8.`,
      };
    case 'does-not-match':
      return withList(
        {
          en: 'What was loaded is not what was backed up. Nothing of it was kept; start over. Differing:',
          fr: 'Ce qui a été chargé n’est pas ce qui avait été sauvegardé. Rien n’en a été gardé; recommencez. Différences\u00a0:',
        },
        refusal.what,
      );
    default:
      return exhaustive(refusal);
  }
}

// More would scroll the first away.
const NAMED = 20;

function withList(words: Bilingual, items: readonly string[]): Bilingual {
  const more = items.length > NAMED ? `\n  … (${items.length})` : '';
  const list =
    items
      .slice(0, NAMED)
      .map((item) => `\n  ${item}`)
      .join('') + more;
  return { en: words.en + list, fr: words.fr + list };
}
