import type { Step } from './question.ts';
import { YES_NO, zoneQuestion } from './statutory-steps.ts';

/** What is not required, but asked for: only of what a provider already holds (MRA s.6). */
export const ASKED_STEPS: readonly Step[] = [
  {
    code: 'connection',
    title: { en: 'From which address did it come?', fr: 'De quelle adresse venait-il?' },
    intro: {
      en: 'With a port number this can be routed: one address is often shared by many subscribers. Longer logs are attached later on.',
      fr: 'Avec un numéro de port, l’avis peut être acheminé\u00a0: une même adresse sert souvent à de nombreux abonnés. Les journaux plus longs se joignent plus loin.',
    },
    questions: [
      { name: 'ip', kind: 'code', label: { en: 'IP address', fr: 'Adresse IP' } },
      { name: 'port', kind: 'number', label: { en: 'Source port', fr: 'Port source' } },
      { name: 'connectedOn', kind: 'date', label: { en: 'Date of the connection', fr: 'Date de la connexion' } },
      { name: 'connectedTime', kind: 'time', label: { en: 'Time of the connection', fr: 'Heure de la connexion' } },
      zoneQuestion('connectedZone'),
      {
        name: 'connectionKind',
        kind: 'select',
        label: { en: 'What happened then', fr: 'Ce qui s’est passé à ce moment' },
        options: [
          { value: 'Login', words: { en: 'Sign-in', fr: 'Ouverture de session' } },
          { value: 'Registration', words: { en: 'Opening of the account', fr: 'Création du compte' } },
          { value: 'Upload', words: { en: 'Upload', fr: 'Téléversement' } },
          { value: 'Other', words: { en: 'Something else', fr: 'Autre chose' } },
        ],
      },
    ],
  },
  {
    code: 'account',
    title: { en: 'Which account or device was used?', fr: 'Quel compte ou quel appareil a servi?' },
    questions: [
      { name: 'accountId', kind: 'code', label: { en: 'Account number or name', fr: 'Numéro ou nom du compte' } },
      { name: 'screenName', kind: 'text', label: { en: 'Screen name', fr: 'Pseudonyme' } },
      { name: 'profileUrl', kind: 'code', label: { en: 'Address of the profile', fr: 'Adresse du profil' } },
      {
        name: 'emails',
        kind: 'long',
        label: { en: 'E-mail addresses of the account', fr: 'Adresses de courriel du compte' },
        hint: { en: 'One a line.', fr: 'Une par ligne.' },
      },
      {
        name: 'phones',
        kind: 'long',
        label: { en: 'Telephone numbers of the account', fr: 'Numéros de téléphone du compte' },
        hint: { en: 'One a line.', fr: 'Un par ligne.' },
      },
      { name: 'deviceType', kind: 'text', label: { en: 'Kind of device', fr: 'Type d’appareil' } },
      { name: 'deviceId', kind: 'code', label: { en: 'Identifier of the device', fr: 'Identifiant de l’appareil' } },
    ],
  },
  {
    code: 'files',
    title: {
      en: 'Do you have digests or addresses of the files?',
      fr: 'Avez-vous les condensés ou les adresses des fichiers?',
    },
    intro: {
      en: 'With a digest we can tell whether a file is already known, without anybody looking at it.',
      fr: 'Avec un condensé, nous pouvons dire si un fichier est déjà connu, sans que personne le regarde.',
    },
    questions: [
      {
        name: 'hashes',
        kind: 'long',
        label: { en: 'Digests (MD5, SHA-1 or SHA-256)', fr: 'Condensés (MD5, SHA-1 ou SHA-256)' },
        hint: { en: 'One a line.', fr: 'Un par ligne.' },
      },
      {
        name: 'viewed',
        kind: 'choice',
        label: {
          en: 'Did a person of your organisation view the whole file?',
          fr: 'Une personne de votre organisation a-t-elle vu le fichier en entier?',
        },
        options: YES_NO,
      },
      {
        name: 'urls',
        kind: 'long',
        label: { en: 'Internet addresses', fr: 'Adresses Internet' },
        hint: { en: 'One a line.', fr: 'Une par ligne.' },
      },
    ],
  },
  {
    code: 'subscriber',
    title: { en: 'What did the account holder declare?', fr: 'Qu’a déclaré le titulaire du compte?' },
    intro: {
      en: 'Never required. With a declared place, even a city, the region can be found when the address says nothing.',
      fr: 'Jamais obligatoire. Avec un lieu déclaré, ne serait-ce qu’une ville, la région peut être trouvée quand l’adresse ne dit rien.',
    },
    questions: [
      { name: 'subscriberName', kind: 'text', label: { en: 'Name', fr: 'Nom' } },
      { name: 'subscriberBirth', kind: 'date', label: { en: 'Date of birth', fr: 'Date de naissance' } },
      { name: 'subscriberStreet', kind: 'text', label: { en: 'Street', fr: 'Rue' } },
      { name: 'subscriberCity', kind: 'text', label: { en: 'City', fr: 'Ville' } },
      { name: 'subscriberRegion', kind: 'text', label: { en: 'Province or state', fr: 'Province ou État' } },
      { name: 'subscriberPostal', kind: 'text', label: { en: 'Postal code', fr: 'Code postal' } },
      { name: 'subscriberCountry', kind: 'text', label: { en: 'Country', fr: 'Pays' } },
    ],
  },
];
