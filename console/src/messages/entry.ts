import type { Messages } from './messages.ts';

/** The desk writes down what comes by voice, fax and hand. */
export const entryWords = {
  title: { en: 'Write down a call, a fax, a paper', fr: 'Consigner un appel, une télécopie, un papier' },
  titleReferral: { en: 'Referral form of a police service', fr: 'Formulaire de renvoi d’un service de police' },
  how: {
    en: 'Six fields. What is not known stays empty. Ctrl+Enter receives it; the draft stays on this page.',
    fr: 'Six champs. Ce qu’on ignore reste vide. Ctrl+Entrée le reçoit; le brouillon reste sur cette page.',
  },
  forms: { en: 'Which form', fr: 'Quel formulaire' },
  call: { en: 'Call, fax or paper', fr: 'Appel, télécopie ou papier' },
  referral: { en: 'Referral form', fr: 'Formulaire de renvoi' },
  who: { en: '1. Who reports', fr: '1. Qui signale' },
  source: { en: 'Counted as', fr: 'Compté comme' },
  choose: { en: 'Choose', fr: 'Choisir' },
  sender: { en: 'Service or organisation', fr: 'Service ou organisme' },
  contact: { en: 'Name, and number to call back', fr: 'Nom, et numéro où rappeler' },
  how2: { en: '2. How it came', fr: '2. Comment c’est arrivé' },
  voice: { en: 'By telephone', fr: 'Par téléphone' },
  fax: { en: 'By fax', fr: 'Par télécopieur' },
  hand: { en: 'Handed over', fr: 'Remis en mains propres' },
  danger: { en: '3. Is a child in danger now?', fr: '3. Un enfant est-il en danger maintenant?' },
  yes: { en: 'Yes: it goes to the top of the queue', fr: 'Oui\u00a0: il passe en tête de file' },
  no: { en: 'No', fr: 'Non' },
  unknown: { en: 'Not known', fr: 'On l’ignore' },
  said: { en: '4. What is said', fr: '4. Ce qui est dit' },
  saidHint: {
    en: 'Addresses, numbers and accounts written here are found by themselves.',
    fr: 'Les adresses, numéros et comptes écrits ici sont repérés d’eux-mêmes.',
  },
  identifiers: { en: '5. Identifiers of the person reported', fr: '5. Identifiants de la personne signalée' },
  identifiersHint: {
    en: 'One a line: an address, a number, or “service: name”.',
    fr: 'Un par ligne\u00a0: une adresse, un numéro, ou «\u00a0service\u00a0: nom\u00a0».',
  },
  whenWhere: { en: '6. When and where', fr: '6. Quand et où' },
  when: { en: 'When it happened, as told', fr: 'Quand c’est arrivé, selon le récit' },
  where: { en: 'Town, province', fr: 'Ville, province' },
  formLegend: { en: 'The form', fr: 'Le formulaire' },
  fileNumber: { en: 'File number', fr: 'Numéro de dossier' },
  officer: { en: 'Officer', fr: 'Agent' },
  unit: { en: 'Unit', fr: 'Unité' },
  requestType: { en: 'What is asked for', fr: 'Ce qui est demandé' },
  caveats: { en: 'Caveats', fr: 'Réserves' },
  handlingCode: { en: 'Handling code', fr: 'Code de traitement' },
  noticeAt: {
    en: 'Original notice, in the time of this desk; clocks run from it',
    fr: 'Avis d’origine, à l’heure de ce poste; les délais courent de là',
  },
  send: { en: 'Receive it', fr: 'Le recevoir' },
  needSource: { en: 'Say whom it comes from.', fr: 'Indiquez de qui cela vient.' },
  needSender: { en: 'Name the service or organisation.', fr: 'Nommez le service ou l’organisme.' },
  needWords: { en: 'Write what is said.', fr: 'Écrivez ce qui est dit.' },
  needFile: { en: 'Give the file number.', fr: 'Donnez le numéro de dossier.' },
  needTime: { en: 'Give the original notice as a date and a time.', fr: 'Donnez l’avis d’origine, date et heure.' },
  received: {
    en: 'Received as {report}. Say this number to the caller.',
    fr: 'Reçu sous {report}. Donnez ce numéro à qui appelle.',
  },
  open: { en: 'Open {report}', fr: 'Ouvrir {report}' },
  another: { en: 'Write down another one', fr: 'En consigner un autre' },
  attach: {
    en: 'The paper itself, scanned (PDF, Word, OpenDocument, RTF)',
    fr: 'Le papier lui-même, numérisé (PDF, Word, OpenDocument, RTF)',
  },
  attachHint: {
    en: 'It goes to the vault as it is. Pictures and films are never attached here.',
    fr: 'Il va au coffre tel quel. Images et films ne sont jamais joints ici.',
  },
  attached: { en: 'The paper is in the vault.', fr: 'Le papier est au coffre.' },
  found: { en: 'Found in it', fr: 'Repéré dedans' },
  nothingFound: { en: 'No identifier was found in it.', fr: 'Aucun identifiant n’y a été repéré.' },
} satisfies Messages;

/** The desk's proposal that two reports are one notice. */
export const joinWords = {
  title: { en: 'The same notice?', fr: 'Le même avis?' },
  proposed: {
    en: 'The machine proposes; a person says. Joined, the two are counted once and clocks run from the first notice.',
    fr: 'La machine propose; une personne tranche. Joints, les deux comptent une fois et les délais courent du premier avis.',
  },
  countsThis: { en: 'This report would be counted.', fr: 'C’est ce signalement qui serait compté.' },
  countsOther: { en: '{report} would be counted.', fr: 'C’est {report} qui serait compté.' },
  same: { en: 'Same notice as {report}', fr: 'Même avis que {report}' },
  different: { en: 'Not the same as {report}', fr: 'Pas le même que {report}' },
  joinedThis: {
    en: 'Joined with {report}; this report is counted.',
    fr: 'Joint à {report}; c’est ce signalement qui est compté.',
  },
  joinedOther: {
    en: 'Joined with {report}, which is counted instead of this one.',
    fr: 'Joint à {report}, qui est compté à la place de celui-ci.',
  },
  apart: { en: 'Not the same notice as {report}.', fr: 'Pas le même avis que {report}.' },
  takeBack: { en: 'Take back what was said of {report}', fr: 'Revenir sur ce qui a été dit de {report}' },
} satisfies Messages;
