import type { Bilingual } from '#core/locale.ts';

/** What the start of our own PostgreSQL tells the person at the terminal. */
export const PROGRESS = {
  creating: {
    en: 'Creating the database (once for this data folder)',
    fr: 'Création de la base de données (une seule fois pour ce dossier)',
  },
  starting: { en: 'Starting PostgreSQL', fr: 'Démarrage de PostgreSQL' },
  restarting: {
    en: 'PostgreSQL stopped unexpectedly; starting it again',
    fr: 'PostgreSQL s’est arrêté de façon imprévue; redémarrage',
  },
  leftoversEnded: {
    en: 'Ended a database server that an interrupted run had left behind',
    fr: 'Arrêt d’un serveur de base de données laissé par une exécution interrompue',
  },
  movedOut: (folder: string) => ({
    en: `The database account cannot reach the data folder: the database is kept in ${folder}`,
    fr: `Le compte de la base de données ne peut pas atteindre le dossier de données\u00a0: la base est conservée dans ${folder}`,
  }),
  programsCopied: (folder: string) => ({
    en: `PostgreSQL’s programs were copied to ${folder}, where the database account can run them`,
    fr: `Les programmes de PostgreSQL ont été copiés dans ${folder}, où le compte de la base de données peut les exécuter`,
  }),
} as const satisfies Readonly<Record<string, Bilingual | ((folder: string) => Bilingual)>>;
