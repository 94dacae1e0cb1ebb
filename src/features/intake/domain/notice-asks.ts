import type { Bilingual } from '#core/locale.ts';

/** The five items of SOR/2011-292, section 11, by their letters. @see docs/sources.md S-REG */
export const STATUTORY_LETTERS = ['a', 'b', 'c', 'd', 'e'] as const;
export type StatutoryLetter = (typeof STATUTORY_LETTERS)[number];

/** One thing a notice is asked for. */
export interface NoticeAsk {
  /** The letter of section 11; null: not required, but asked for. */
  readonly letter: StatutoryLetter | null;
  /** Share in the completeness meter; ours, by what routing and a production order need first. */
  readonly weight: number;
  readonly name: Bilingual;
  /** What the addition gives, said to whoever fills in the notice. Only of what the sender already holds (MRA s.6). */
  readonly gives: Bilingual;
}

/** Everything a notice is asked for, in the order it is asked. */
export const NOTICE_ASKS = {
  offence: {
    letter: 'a',
    weight: 10,
    name: { en: 'Offence believed committed', fr: 'Infraction présumée' },
    gives: {
      en: 'Required: the offence you believe was committed using your service.',
      fr: 'Obligatoire\u00a0: l’infraction que vous croyez commise au moyen de votre service.',
    },
  },
  material: {
    letter: 'b',
    weight: 10,
    name: { en: 'Description of the material and its format', fr: 'Description du matériel et son format' },
    gives: {
      en: 'Required: a neutral description and the format (photograph, video, text …).',
      fr: 'Obligatoire\u00a0: une description neutre et le format (photographie, vidéo, texte…).',
    },
  },
  circumstances: {
    letter: 'c',
    weight: 10,
    name: { en: 'Circumstances of discovery, with date and time', fr: 'Circonstances de la découverte, date et heure' },
    gives: {
      en: 'Required: how, on what date and at what time it was discovered. With its zone the time is exact everywhere.',
      fr: 'Obligatoire\u00a0: comment, à quelle date et à quelle heure la découverte a été faite. Avec le fuseau, l’heure est exacte partout.',
    },
  },
  otherEvidence: {
    letter: 'd',
    weight: 10,
    name: { en: 'Other evidence held', fr: 'Autres éléments de preuve détenus' },
    gives: {
      en: 'Required: what else you hold, or that you hold nothing else.',
      fr: 'Obligatoire\u00a0: ce que vous détenez d’autre, ou que vous ne détenez rien d’autre.',
    },
  },
  contact: {
    letter: 'e',
    weight: 10,
    name: { en: 'Contact of your representative', fr: 'Coordonnées de votre représentant' },
    gives: {
      en: 'Required: an e-mail address or telephone number of the person who answers questions about this notice.',
      fr: 'Obligatoire\u00a0: l’adresse de courriel ou le numéro de téléphone de la personne qui répond aux questions sur cet avis.',
    },
  },
  ip: {
    letter: null,
    weight: 10,
    name: { en: 'IP address', fr: 'Adresse IP' },
    gives: {
      en: 'With an IP address the notice can be sent to the right police service.',
      fr: 'Avec une adresse IP, l’avis peut être acheminé au bon service de police.',
    },
  },
  port: {
    letter: null,
    weight: 10,
    name: { en: 'Source port of the address', fr: 'Port source de l’adresse' },
    gives: {
      en: 'With a port number this can be routed: one address is often shared by many subscribers.',
      fr: 'Avec un numéro de port, l’avis peut être acheminé\u00a0: une même adresse sert souvent à de nombreux abonnés.',
    },
  },
  seenAt: {
    letter: null,
    weight: 8,
    name: { en: 'Time of the connection, with its zone', fr: 'Heure de la connexion, avec son fuseau' },
    gives: {
      en: 'With the time and its zone the access provider can tell which subscriber had the address.',
      fr: 'Avec l’heure et son fuseau, le fournisseur d’accès peut dire quel abonné avait l’adresse.',
    },
  },
  account: {
    letter: null,
    weight: 7,
    name: { en: 'Account', fr: 'Compte' },
    gives: {
      en: 'With the account this can be joined to other reports of the same person.',
      fr: 'Avec le compte, l’avis peut être rapproché d’autres signalements visant la même personne.',
    },
  },
  email: {
    letter: null,
    weight: 4,
    name: { en: 'E-mail address or telephone number', fr: 'Adresse de courriel ou numéro de téléphone' },
    gives: {
      en: 'With an e-mail address or telephone number the account can be followed to another service.',
      fr: 'Avec une adresse de courriel ou un numéro de téléphone, le compte peut être suivi jusqu’à un autre service.',
    },
  },
  subscriber: {
    letter: null,
    weight: 4,
    name: { en: 'What the account holder declared', fr: 'Renseignements déclarés par l’abonné' },
    gives: {
      en: 'With a declared place, even a city, the region can be found when the address says nothing.',
      fr: 'Avec un lieu déclaré, ne serait-ce qu’une ville, la région peut être trouvée quand l’adresse ne dit rien.',
    },
  },
  hashes: {
    letter: null,
    weight: 3,
    name: { en: 'Digests of the files', fr: 'Condensés des fichiers' },
    gives: {
      en: 'With the digest of a file we can tell whether it is already known, without anybody looking at it.',
      fr: 'Avec le condensé d’un fichier, nous pouvons dire s’il est déjà connu, sans que personne le regarde.',
    },
  },
  viewed: {
    letter: null,
    weight: 2,
    name: { en: 'Whether a person of yours viewed the file', fr: 'Fichier vu ou non par une personne de chez vous' },
    gives: {
      en: 'Saying whether a person viewed the file spares a question before anybody else may look.',
      fr: 'Préciser si une personne a vu le fichier évite une question avant que quiconque d’autre puisse le regarder.',
    },
  },
  device: {
    letter: null,
    weight: 2,
    name: { en: 'Device', fr: 'Appareil' },
    gives: {
      en: 'With a device identifier accounts used from one device can be joined.',
      fr: 'Avec l’identifiant d’un appareil, les comptes utilisés à partir de cet appareil peuvent être rapprochés.',
    },
  },
} as const satisfies Readonly<Record<string, NoticeAsk>>;

/** Code of one thing a notice is asked for. */
export type NoticeAskCode = keyof typeof NOTICE_ASKS;

/** The words for transmission data where the regime requires them (`mra-2026`, material manifestly such). */
export const TRANSMISSION_DATA_WORDS = {
  name: { en: 'Transmission data', fr: 'Données de transmission' },
  gives: {
    en: 'Required, since the material is manifestly such: the address and the time of the transmission.',
    fr: 'Obligatoire, puisque le matériel est manifestement de cette nature\u00a0: l’adresse et l’heure de la transmission.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>;
