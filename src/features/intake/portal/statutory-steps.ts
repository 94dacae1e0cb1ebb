import type { Bilingual } from '#core/locale.ts';
import { NOTICE_OFFENCES, NOTICE_ZONES } from '../domain/notice-answers.ts';
import type { Question, Step } from './question.ts';

const OFFENCE_WORDS = {
  'CC 163.1(2)': { en: 'Making it', fr: 'Production' },
  'CC 163.1(3)': { en: 'Distributing it or making it available', fr: 'Distribution ou mise à disposition' },
  'CC 163.1(4)': { en: 'Possessing it', fr: 'Possession' },
  'CC 163.1(4.1)': { en: 'Accessing it', fr: 'Accès' },
} as const satisfies Readonly<Record<(typeof NOTICE_OFFENCES)[number], Bilingual>>;

const SECTION = { en: 'Criminal Code, section', fr: 'Code criminel, article' };

const FORMATS = [
  ['photograph', { en: 'Photographs or other still images', fr: 'Photographies ou autres images fixes' }],
  ['video', { en: 'Video', fr: 'Vidéo' }],
  ['live', { en: 'Live stream', fr: 'Diffusion en direct' }],
  ['text', { en: 'Written text', fr: 'Texte écrit' }],
  ['audio', { en: 'Sound recording', fr: 'Enregistrement sonore' }],
  ['other', { en: 'Another format', fr: 'Autre format' }],
] as const satisfies readonly (readonly [string, Bilingual])[];

const ZONE_WORDS = {
  'America/St_Johns': { en: 'Newfoundland', fr: 'Terre-Neuve' },
  'America/Halifax': { en: 'Atlantic', fr: 'Atlantique' },
  'America/Toronto': { en: 'Eastern', fr: 'Est' },
  'America/Winnipeg': { en: 'Central', fr: 'Centre' },
  'America/Regina': { en: 'Saskatchewan', fr: 'Saskatchewan' },
  'America/Edmonton': { en: 'Mountain', fr: 'Rocheuses' },
  'America/Vancouver': { en: 'Pacific', fr: 'Pacifique' },
  UTC: { en: 'UTC (as logs write it)', fr: 'UTC (comme dans les journaux)' },
} as const satisfies Readonly<Record<(typeof NOTICE_ZONES)[number], Bilingual>>;

/** The zone of a time on the same page. */
export function zoneQuestion(name: string): Question {
  return {
    name,
    kind: 'select',
    label: { en: 'Time zone', fr: 'Fuseau horaire' },
    hint: {
      en: 'Without its zone the time could be hours off.',
      fr: 'Sans fuseau, l’heure peut être fausse de plusieurs heures.',
    },
    options: NOTICE_ZONES.map((value) => ({ value, words: ZONE_WORDS[value] })),
  };
}

export const YES_NO = [
  { value: 'yes', words: { en: 'Yes', fr: 'Oui' } },
  { value: 'no', words: { en: 'No', fr: 'Non' } },
] as const;

/** The five items of SOR/2011-292, section 11: a page each. */
export const STATUTORY_STEPS: readonly Step[] = [
  {
    code: 'offence',
    title: {
      en: 'Which offence do you believe was committed using your service?',
      fr: 'Quelle infraction croyez-vous commise au moyen de votre service?',
    },
    intro: {
      en: 'The offences are those of section 163.1 of the Criminal Code. Your belief is enough; nobody asks you to prove it.',
      fr: 'Il s’agit des infractions de l’article 163.1 du Code criminel. Votre conviction suffit; personne ne vous demande de la prouver.',
    },
    questions: [
      {
        name: 'offence',
        kind: 'choice',
        label: { en: 'Offence', fr: 'Infraction' },
        options: [
          ...NOTICE_OFFENCES.map((value) => ({
            value,
            words: OFFENCE_WORDS[value],
            hint: { en: `${SECTION.en} ${value.slice(3)}`, fr: `${SECTION.fr} ${value.slice(3)}` },
          })),
          { value: 'other', words: { en: 'Another one, named below', fr: 'Autre, précisée ci-dessous' } },
        ],
      },
      {
        name: 'offenceText',
        kind: 'text',
        label: { en: 'In your own words', fr: 'Dans vos mots' },
        optional: true,
      },
    ],
  },
  {
    code: 'material',
    title: { en: 'What is the material, and in what format?', fr: 'Quel est le matériel, et dans quel format?' },
    intro: {
      en: 'Describe it in neutral words from what you already know. You are not asked to look at it again, nor to search for more.',
      fr: 'Décrivez-le en termes neutres, d’après ce que vous savez déjà. On ne vous demande ni de le regarder de nouveau ni d’en chercher d’autre.',
    },
    questions: [
      {
        name: 'format',
        kind: 'choice',
        label: { en: 'Format', fr: 'Format' },
        options: FORMATS.map(([value, words]) => ({ value, words })),
      },
      {
        name: 'otherFormat',
        kind: 'text',
        label: { en: 'Which other format', fr: 'Quel autre format' },
        optional: true,
      },
      { name: 'description', kind: 'long', label: { en: 'Description', fr: 'Description' } },
      { name: 'count', kind: 'number', label: { en: 'How many items', fr: 'Nombre d’éléments' }, optional: true },
      {
        name: 'manifest',
        kind: 'choice',
        label: { en: 'Is the material manifestly such?', fr: 'Le matériel est-il manifestement de cette nature?' },
        optional: true,
        options: YES_NO,
      },
    ],
  },
  {
    code: 'circumstances',
    title: { en: 'How and when did you discover it?', fr: 'Comment et quand l’avez-vous découvert?' },
    questions: [
      {
        name: 'circumstances',
        kind: 'long',
        label: { en: 'Circumstances of the discovery', fr: 'Circonstances de la découverte' },
      },
      { name: 'discoveredOn', kind: 'date', label: { en: 'Date of the discovery', fr: 'Date de la découverte' } },
      { name: 'discoveredTime', kind: 'time', label: { en: 'Time of the discovery', fr: 'Heure de la découverte' } },
      zoneQuestion('discoveredZone'),
    ],
  },
  {
    code: 'evidence',
    title: { en: 'Do you hold other evidence?', fr: 'Détenez-vous d’autres éléments de preuve?' },
    intro: {
      en: 'Logs, messages, payment records … Say what you have; you attach what you want to later on.',
      fr: 'Journaux, messages, relevés de paiement… Dites ce que vous avez; vous joindrez plus loin ce que vous voulez.',
    },
    questions: [
      {
        name: 'holdsOther',
        kind: 'choice',
        label: { en: 'Other evidence', fr: 'Autres éléments de preuve' },
        options: YES_NO,
      },
      {
        name: 'otherEvidence',
        kind: 'long',
        label: { en: 'If yes, what', fr: 'Si oui, lesquels' },
        hint: { en: 'One a line.', fr: 'Un par ligne.' },
        optional: true,
      },
    ],
  },
  {
    code: 'contact',
    title: {
      en: 'Whom may we ask about this notice?',
      fr: 'À qui pouvons-nous poser des questions sur cet avis?',
    },
    intro: {
      en: 'The representative of your organisation. One way to reach them is required, by e-mail or by telephone.',
      fr: 'Le représentant de votre organisation. Un moyen de le joindre est obligatoire\u00a0: courriel ou téléphone.',
    },
    questions: [
      { name: 'contactName', kind: 'text', label: { en: 'Name', fr: 'Nom' }, autocomplete: 'name', optional: true },
      {
        name: 'contactEmail',
        kind: 'email',
        label: { en: 'E-mail address', fr: 'Adresse de courriel' },
        autocomplete: 'email',
      },
      { name: 'contactPhone', kind: 'tel', label: { en: 'Telephone', fr: 'Téléphone' }, autocomplete: 'tel' },
    ],
  },
];
