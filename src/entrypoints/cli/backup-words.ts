import type { Language } from '#core/locale.ts';
import { MIB } from '#core/units.ts';
import type { Manifest } from '#platform/backup/manifest.ts';
import type { BackupFault } from '#platform/backup/refusals.ts';
import type { EvidenceCheck } from '../backup/check-evidence.ts';

/** What every `backup` command answers (interface page, section 3), and what came of the objects. */
export interface BackupOutline {
  readonly ok: boolean;
  readonly reports: number;
  readonly objects: number;
  readonly treeSize: number;
  readonly rootHash: string;
  readonly backup: string;
  readonly createdAt: string;
  readonly objectBytes: number;
  readonly ledger: Manifest['ledger'];
  /** Objects the snapshot names and the backup does not hold: expunged while it ran, or lost by the vault before. */
  readonly expunged: readonly string[];
  readonly lost: readonly string[];
}

/** The outline of a manifest; not ok where the vault had lost objects. */
export function outlineOf(manifest: Manifest): BackupOutline {
  const { objects, audit, reports, ledger, backupId, createdAt } = manifest;
  return {
    ok: objects.lost.length === 0,
    reports,
    objects: objects.count,
    treeSize: audit.treeSize,
    rootHash: audit.rootHash,
    backup: backupId,
    createdAt,
    objectBytes: objects.bytes,
    ledger,
    expunged: objects.expunged,
    lost: objects.lost,
  };
}

interface CreatedOutline extends BackupOutline {
  readonly folder: string;
  readonly reused: number;
  readonly key: { readonly id: string; readonly file: string; readonly made: boolean };
  readonly keys: { readonly file: string; readonly destroyBy: string } | null;
}

/** What `backup create` says to a person. */
export function linesOfCreated(outline: CreatedOutline, language: Language): string[] {
  const { key, keys } = outline;
  const words = {
    en: [
      `${outline.folder} (of which ${outline.reused} objects linked to the backup before)`,
      `! ${key.made ? 'A NEW backup key was made' : 'It opens with the backup key'}: ${key.file} (${key.id}). Keep a copy on another machine: WITHOUT IT THIS BACKUP IS LOST.`,
      keys === null
        ? '! The root and signing keys are not in it. Without a key backup (--keys-out) nobody can open the evidence in it.'
        : `! Keys: ${keys.file}. Keep it apart from the backup, and DESTROY it by ${keys.destroyBy.slice(0, 10)}: as long as it exists, expunged evidence can come back.`,
    ],
    fr: [
      `${outline.folder} (dont ${outline.reused} objets liés à la sauvegarde précédente)`,
      `! ${key.made ? 'Une NOUVELLE clé de sauvegarde a été créée' : 'Elle s’ouvre avec la clé de sauvegarde'} : ${key.file} (${key.id}). Gardez-en une copie sur une autre machine : SANS ELLE, CETTE SAUVEGARDE EST PERDUE.`,
      keys === null
        ? '! Les clés racine et de signature n’y sont pas. Sans sauvegarde des clés (--keys-out), personne ne peut ouvrir les preuves qu’elle contient.'
        : `! Clés : ${keys.file}. Conservez ce fichier loin de la sauvegarde et DÉTRUISEZ-le au plus tard le ${keys.destroyBy.slice(0, 10)} : tant qu’il existe, des preuves supprimées peuvent revenir.`,
    ],
  };
  return [...summary(outline, language), ...words[language]];
}

interface CheckOutline extends BackupOutline {
  readonly faults: readonly BackupFault[];
  readonly unexpected: readonly string[];
  readonly rehearsed: boolean;
  readonly evidence: EvidenceCheck | null;
}

/** What `backup verify` says to a person. */
export function linesOfCheck(outline: CheckOutline, language: Language): string[] {
  const shallow = {
    en: '! Every byte is as it was written. A backup counts only after a restore: run verify --deep.',
    fr: '! Chaque octet est tel qu’il a été écrit. Une sauvegarde ne compte qu’après une restauration\u00a0: lancez verify --deep.',
  };
  return [
    ...summary(outline, language),
    ...outline.faults.map((fault) => `✗ ${fault.path}: ${fault.kind}`),
    ...outline.unexpected.map((path) => `? ${path}`),
    ...(outline.evidence === null ? [] : evidenceLines(outline.evidence, language)),
    ...(outline.rehearsed || outline.faults.length > 0 ? [] : [shallow[language]]),
  ];
}

/** What `backup restore` says to a person. */
export function linesOfRestored(
  outline: BackupOutline & { readonly evidence: EvidenceCheck },
  language: Language,
): string[] {
  const after = {
    en: `! Restored as of ${outline.createdAt}. What was revoked or expunged after that is valid again: see docs/runbooks/restore.md.`,
    fr: `! Restauré à l’état du ${outline.createdAt}. Ce qui a été révoqué ou supprimé depuis est de nouveau valable\u00a0: voir docs/runbooks/restore.md.`,
  };
  return [...summary(outline, language), ...evidenceLines(outline.evidence, language), after[language]];
}

function summary(outline: BackupOutline, language: Language): string[] {
  const size = (outline.objectBytes / MIB).toFixed(1);
  const lost = {
    en: (name: string) => `✗ ${name}: the vault had lost this object before the backup`,
    fr: (name: string) => `✗ ${name} : le coffre avait perdu cet objet avant la sauvegarde`,
  };
  const gone = {
    en: `${outline.expunged.length} objects were expunged while the backup ran`,
    fr: `${outline.expunged.length} objets ont été supprimés pendant la sauvegarde`,
  };
  const counts = {
    en: `reports ${outline.reports} · objects ${outline.objects} (${size} MiB) · audit ${outline.treeSize} ${outline.rootHash}`,
    fr: `signalements ${outline.reports} · objets ${outline.objects} (${size} Mio) · audit ${outline.treeSize} ${outline.rootHash}`,
  };
  return [
    `${outline.ok ? '✓' : '✗'} ${outline.backup}  ${outline.createdAt}`,
    counts[language],
    ...(outline.expunged.length > 0 ? [gone[language]] : []),
    ...outline.lost.map(lost[language]),
  ];
}

function evidenceLines(evidence: EvidenceCheck, language: Language): string[] {
  const words = {
    opened: {
      en: `✓ ${evidence.checked} objects opened, each as it was received`,
      fr: `✓ ${evidence.checked} objets ouverts, chacun tel qu’il a été reçu`,
    },
    locked: {
      en: '✗ THE EVIDENCE CANNOT BE OPENED: its root key is not here. Everything else is whole. Put the keys back (restore --keys FILE, or the files into keys/ of the data folder).',
      fr: '✗ LES PREUVES NE PEUVENT PAS ÊTRE OUVERTES\u00a0: leur clé racine n’est pas ici. Tout le reste est intact. Remettez les clés (restore --keys FICHIER, ou les fichiers dans keys/ du dossier de données).',
    },
    damaged: {
      en: `✗ of ${evidence.checked} objects, ${evidence.faults.length} are not what was received:`,
      fr: `✗ sur ${evidence.checked} objets, ${evidence.faults.length} ne sont pas ce qui a été reçu\u00a0:`,
    },
    none: { en: 'no evidence in it', fr: 'aucune preuve' },
  };
  return [words[evidence.state][language], ...evidence.faults.map(({ objectId, fault }) => `✗ ${objectId}: ${fault}`)];
}
