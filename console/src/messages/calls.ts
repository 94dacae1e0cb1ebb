import type { Messages } from './messages.ts';

export const callWords = {
  telephone: { en: 'Telephone', fr: 'Téléphoner' },
  // The dialog
  title: { en: 'Telephone hand-over of {report}', fr: 'Transmission de {report} par téléphone' },
  how: {
    en: 'One person is enough: no claim, no package. What is written here comes first in the custody of the package that follows.',
    fr: 'Une seule personne suffit\u00a0: ni prise en charge ni dossier. Ce qui est consigné ici ouvre la chaîne de possession du dossier qui suivra.',
  },
  whom: { en: 'Whom you call', fr: 'Service ou personne à appeler' },
  other: { en: 'Another number', fr: 'Un autre numéro' },
  noLine: { en: 'no duty line on record', fr: 'aucune ligne de permanence au répertoire' },
  number: { en: 'Number', fr: 'Numéro' },
  script: { en: 'What to say', fr: 'Ce qu’il faut dire' },
  script1: {
    en: 'National Child Exploitation Crime Centre, duty desk. I am calling about our report {report}.',
    fr: 'Centre national contre l’exploitation des enfants, bureau de permanence. J’appelle au sujet de notre signalement {report}.',
  },
  script2: {
    en: 'A child may be in danger now. I read you what we know: place, account, times.',
    fr: 'Un enfant est peut-être en danger en ce moment. Je vous lis ce que nous savons\u00a0: lieu, compte, heures.',
  },
  script3: {
    en: 'I need your name, badge and file number. Read the place back to me.',
    fr: 'Il me faut votre nom, votre matricule et votre numéro de dossier. Répétez-moi le lieu.',
  },
  script4: {
    en: 'By when do you call back? The package follows within the day.',
    fr: 'Quand me rappellerez-vous, au plus tard? Le dossier suit dans la journée.',
  },
  result: { en: 'What came of it', fr: 'Résultat' },
  reached: { en: 'Somebody was reached', fr: 'Quelqu’un a été joint' },
  noAnswer: { en: 'Nobody answered', fr: 'Personne n’a répondu' },
  calledAt: { en: 'When (time of this workstation)', fr: 'Quand (heure de ce poste)' },
  name: { en: 'Who was reached', fr: 'Personne jointe' },
  badge: { en: 'Badge', fr: 'Matricule' },
  facts: { en: 'Facts given', fr: 'Faits communiqués' },
  ground: { en: 'Ground', fr: 'Motif' },
  callBack: { en: 'They call back', fr: 'Rappel promis' },
  noCallBack: { en: 'not promised', fr: 'non promis' },
  inMinutes: { en: 'within {n} min', fr: 'd’ici {n} min' },
  save: { en: 'Record the call', fr: 'Consigner l’appel' },
  sending: { en: 'Being recorded …', fr: 'Consignation en cours…' },
  numberNeeded: { en: 'Enter the number.', fr: 'Inscrivez le numéro.' },
  resultNeeded: { en: 'Say what came of it.', fr: 'Indiquez le résultat.' },
  nameNeeded: { en: 'Say who was reached.', fr: 'Indiquez la personne jointe.' },
  factsNeeded: { en: 'Write down the facts given.', fr: 'Consignez les faits communiqués.' },
  groundNeeded: { en: 'Choose the ground.', fr: 'Choisissez le motif.' },
  callBackNeeded: { en: 'Say whether they call back.', fr: 'Indiquez si un rappel est promis.' },
  // The panel of a report
  panel: { en: 'By telephone', fr: 'Par téléphone' },
  none: { en: 'Nobody has been told by voice.', fr: 'Personne n’a été avisé de vive voix.' },
  notImminent: { en: 'No clock of a hand-over runs.', fr: 'Aucune échéance de transmission ne court.' },
  dueAt: { en: 'due', fr: 'échéance' },
  told: { en: '{name} was told', fr: 'Avis donné à {name}' },
  unanswered: { en: 'Nobody answered', fr: 'Personne n’a répondu' },
  byPerson: { en: 'recorded by {name}', fr: 'consigné par {name}' },
  showFacts: { en: 'Show the facts given', fr: 'Afficher les faits communiqués' },
  awaited: { en: 'Call-back awaited until', fr: 'Rappel attendu au plus tard le' },
  noteCallBack: { en: 'Note the call-back', fr: 'Consigner le rappel' },
  endClock: { en: 'End a clock', fr: 'Annuler une échéance' },
  endWhich: { en: 'Which one', fr: 'Laquelle' },
  endReason: { en: 'Why it need not be met (20 characters)', fr: 'Pourquoi elle n’a plus lieu d’être (20 caractères)' },
  endWhichNeeded: { en: 'Choose the clock.', fr: 'Choisissez l’échéance.' },
  opened: { en: 'Opening the facts is recorded.', fr: 'La consultation des faits est consignée.' },
  more: {
    en: 'More wait than are shown; the earliest stand here.',
    fr: 'D’autres attendent; les plus proches échéances sont affichées.',
  },
  endShort: { en: 'Give the reason in at least 20 characters.', fr: 'Donnez le motif en 20 caractères au moins.' },
  // The call-back
  backTitle: { en: 'Call-back of {name}', fr: 'Rappel de {name}' },
  came: { en: 'They called back', fr: 'Le service a rappelé' },
  notReached: { en: 'They did not, nobody was reached', fr: 'Aucun rappel; personne n’a été joint' },
  notNeeded: { en: 'No longer needed', fr: 'Le rappel n’est plus nécessaire' },
  note: { en: 'What was said', fr: 'Ce qui a été dit' },
  again: { en: 'Next call-back', fr: 'Prochain rappel' },
  againNone: { en: 'none', fr: 'aucun' },
  backSave: { en: 'Record it', fr: 'Le consigner' },
  noteNeeded: { en: 'Write down what was said.', fr: 'Consignez ce qui a été dit.' },
  againNeeded: { en: 'Say when you try again.', fr: 'Indiquez l’heure du prochain essai.' },
  // The screen
  screen: { en: 'Telephone', fr: 'Téléphone' },
  screenHow: {
    en: 'What is still to be told by voice or sent as a package, the earliest first.',
    fr: 'Ce qui reste à transmettre de vive voix ou par dossier, la plus proche échéance en premier.',
  },
  running: { en: 'Hand-overs', fr: 'Transmissions' },
  runningNone: { en: 'No hand-over is due.', fr: 'Aucune transmission en attente.' },
  runningNoneNext: {
    en: 'An imminent report appears here the moment it is received.',
    fr: 'Un signalement imminent paraît ici dès sa réception.',
  },
  backs: { en: 'Call-backs awaited', fr: 'Rappels attendus' },
  backsNone: { en: 'Nobody owes a call-back.', fr: 'Aucun rappel n’est attendu.' },
  backsNoneNext: {
    en: 'A call-back promised on the telephone appears here until it is recorded.',
    fr: 'Un rappel promis au téléphone paraît ici jusqu’à ce qu’il soit consigné.',
  },
  colReport: { en: 'Report', fr: 'Signalement' },
  colClock: { en: 'Clock', fr: 'Échéance' },
  colState: { en: 'State', fr: 'État' },
  colDue: { en: 'Due', fr: 'Au plus tard' },
  colAct: { en: 'Act', fr: 'Acte' },
  colWho: { en: 'Who calls back', fr: 'Qui rappelle' },
  colNumber: { en: 'Number', fr: 'Numéro' },
  open: { en: 'Open', fr: 'Ouvrir' },
} as const satisfies Messages;

export const handOverKinds = {
  voice: { en: 'Told by voice', fr: 'Avis de vive voix' },
  package: { en: 'Package delivered', fr: 'Dossier remis' },
} satisfies Messages;

export const clockStates = {
  running: { en: 'running', fr: 'en cours' },
  soon: { en: 'soon', fr: 'bientôt' },
  last: { en: 'last minutes', fr: 'dernières minutes' },
  late: { en: 'late', fr: 'en retard' },
  met: { en: 'met', fr: 'respectée' },
  'met-late': { en: 'met late', fr: 'respectée en retard' },
  ended: { en: 'ended', fr: 'annulée' },
} satisfies Messages;

export const endedReasons = {
  'no-longer-imminent': { en: 'no longer imminent', fr: 'n’est plus imminent' },
  'decided-otherwise': { en: 'decided otherwise', fr: 'décidé autrement' },
} satisfies Messages;

export const callBackResults = {
  came: callWords.came,
  'not-reached': callWords.notReached,
  'not-needed': callWords.notNeeded,
} satisfies Messages;
