import type { Bilingual } from '#core/locale.ts';
import type { Messages } from '#core/messages.ts';
import type { AnswerFaultKind } from '../domain/notice-faults.ts';

/** Words of the provider's pages. */
export const WORDS = {
  portal: { en: 'Notices of providers', fr: 'Avis des fournisseurs' },
  home: { en: 'Your notices', fr: 'Vos avis' },
  quality: { en: 'Quality', fr: 'Qualité' },
  people: { en: 'People', fr: 'Personnes' },
  ways: { en: 'Sign-in', fr: 'Ouverture de session' },
  start: { en: 'Start a notice', fr: 'Commencer un avis' },
  drafts: { en: 'Not sent yet', fr: 'Pas encore envoyés' },
  noDrafts: { en: 'Nothing is waiting to be sent.', fr: 'Rien n’attend d’être envoyé.' },
  received: { en: 'Received', fr: 'Reçus' },
  noReceived: {
    en: 'You have not sent a notice yet. Start one above; you may stop and come back at any page.',
    fr: 'Vous n’avez encore envoyé aucun avis. Commencez-en un ci-dessus; vous pouvez vous arrêter et revenir à n’importe quelle page.',
  },
  reference: { en: 'Your reference', fr: 'Votre référence' },
  saved: { en: 'Saved', fr: 'Enregistré' },
  keptUntil: { en: 'Kept until', fr: 'Gardé jusqu’au' },
  draftsKept: {
    en: 'What nobody touches for {days} days is destroyed with its files. Saving any page starts the days again.',
    fr: 'Ce que personne ne touche pendant {days} jours est détruit avec ses fichiers. Enregistrer une page fait repartir le délai.',
  },
  unfinishedKept: {
    en: 'A file that is not here in whole is kept for {days} days after the last touch of this draft.',
    fr: 'Un fichier qui n’est pas entièrement reçu est gardé {days} jours après la dernière intervention dans ce brouillon.',
  },
  complete: { en: 'Complete', fr: 'Complet' },
  state: { en: 'State', fr: 'État' },
  stateReceived: { en: 'Received', fr: 'Reçu' },
  number: { en: 'Incident number', fr: 'Numéro d’incident' },
  acts: { en: 'Acts', fr: 'Actes' },
  goOn: { en: 'Go on', fr: 'Poursuivre' },
  giveUp: { en: 'Give up', fr: 'Abandonner' },
  receiptOf: { en: 'Receipt', fr: 'Récépissé' },
  whichDuty: { en: 'What are you reporting?', fr: 'Que signalez-vous?' },
  dutyS3: {
    en: 'My service is or was used to commit an offence',
    fr: 'Mon service sert ou a servi à commettre une infraction',
  },
  dutyS3Hint: {
    en: 'Section 3 of the Mandatory Reporting Act: a notice to police, with five required items. You keep the related data.',
    fr: 'Article 3 de la Loi sur la déclaration obligatoire\u00a0: un avis à la police, avec cinq éléments obligatoires. Vous conservez les données connexes.',
  },
  dutyS2: {
    en: 'I was told of an Internet address where such material may be available',
    fr: 'On m’a signalé une adresse Internet où un tel matériel pourrait se trouver',
  },
  dutyS2Hint: {
    en: 'Section 2: addresses alone, nothing else. The designated organisation is Cybertip.ca; here the addresses are received with a receipt of their own.',
    fr: 'Article 2\u00a0: les adresses seules, rien d’autre. L’organisme désigné est Cyberaide.ca; ici, les adresses sont reçues avec leur propre récépissé.',
  },
  referenceHint: {
    en: 'Your own number for it. The same reference is the same notice: it is never counted twice. Leave it empty and we give one.',
    fr: 'Votre propre numéro. La même référence désigne le même avis\u00a0: il n’est jamais compté deux fois. Laissez vide et nous en donnons une.',
  },
  chooseDuty: { en: 'Choose what you are reporting.', fr: 'Choisissez ce que vous signalez.' },
  next: { en: 'Save and continue', fr: 'Enregistrer et continuer' },
  later: { en: 'Save and return later', fr: 'Enregistrer et revenir plus tard' },
  back: { en: 'Back', fr: 'Retour' },
  step: { en: 'Page {step} of {steps}', fr: 'Page {step} de {steps}' },
  meter: { en: 'How complete the notice is', fr: 'Degré d’achèvement de l’avis' },
  meterValue: { en: '{percent}%', fr: '{percent}\u00a0%' },
  meterUnder: { en: 'Measured against: {regime}.', fr: 'Mesuré selon\u00a0: {regime}.' },
  transmissionWanting: {
    en: 'The material is manifestly such, so the law asks for transmission data: the address and the time of the transmission, if you hold them. The notice can be sent without; it then says that they are missing.',
    fr: 'Le matériel étant manifestement de cette nature, la loi exige les données de transmission\u00a0: l’adresse et l’heure de la transmission, si vous les détenez. L’avis peut être envoyé sans elles; il indiquera alors qu’elles manquent.',
  },
  meterWhole: { en: 'Everything asked for is given.', fr: 'Tout ce qui est demandé est donné.' },
  attachTitle: {
    en: 'Do you want to attach logs or documents?',
    fr: 'Voulez-vous joindre des journaux ou des documents?',
  },
  lineBroke: {
    en: 'The connection broke. Choose the same file again: it goes on from where it stopped.',
    fr: 'La connexion a été interrompue. Choisissez de nouveau le même fichier\u00a0: l’envoi reprendra où il s’est arrêté.',
  },
  attachIntro: {
    en: 'Text, CSV, JSON, XML, mail, PDF, spreadsheets and archives of logs, up to {size} each. Never images or video: those come by the machine interface only.',
    fr: 'Texte, CSV, JSON, XML, courriel, PDF, classeurs et archives de journaux, jusqu’à {size} chacun. Jamais d’images ni de vidéos\u00a0: elles ne viennent que par l’interface machine.',
  },
  file: { en: 'File', fr: 'Fichier' },
  size: { en: 'Size', fr: 'Taille' },
  attach: { en: 'Attach', fr: 'Joindre' },
  chooseFile: { en: 'Choose a file', fr: 'Choisissez un fichier' },
  remove: { en: 'Remove', fr: 'Retirer' },
  attached: { en: 'Attached files', fr: 'Fichiers joints' },
  whole: { en: 'Attached', fr: 'Joint' },
  coming: {
    en: '{percent}% here; choose the same file again to go on',
    fr: '{percent}\u00a0% reçus; choisissez de nouveau le même fichier pour continuer',
  },
  noFile: { en: 'Choose a file first.', fr: 'Choisissez d’abord un fichier.' },
  imagery: {
    en: '{name} is an image or a video. Imagery is never attached here: send it by the machine interface, where nobody has to open it. Nothing of it was kept.',
    fr: '{name} est une image ou une vidéo. Les images ne se joignent jamais ici\u00a0: envoyez-les par l’interface machine, où personne n’a à les ouvrir. Rien n’en a été gardé.',
  },
  notADocument: {
    en: '{name} is not a log or a document we can tell. Attach it as text, CSV, PDF, spreadsheet or archive; anything else comes by the machine interface. Nothing of it was kept.',
    fr: '{name} n’est pas un journal ni un document que nous reconnaissons. Joignez-le en texte, CSV, PDF, classeur ou archive; le reste vient par l’interface machine. Rien n’en a été gardé.',
  },
  emptyFile: { en: '{name} is empty.', fr: '{name} est vide.' },
  tooLarge: {
    en: '{name} is larger than {size}. Nothing of it was kept.',
    fr: '{name} dépasse {size}. Rien n’en a été gardé.',
  },
  noRoom: {
    en: 'There is no room for files at the moment. Your answers are kept; try again later.',
    fr: 'Il n’y a plus de place pour des fichiers en ce moment. Vos réponses sont conservées; réessayez plus tard.',
  },
  checkTitle: { en: 'Check your answers', fr: 'Vérifiez vos réponses' },
  change: { en: 'Change', fr: 'Modifier' },
  changeWhat: { en: 'Change: {what}', fr: 'Modifier\u00a0: {what}' },
  notGiven: { en: 'Not given', fr: 'Non donné' },
  send: { en: 'Send the notice', fr: 'Envoyer l’avis' },
  sendNote: {
    en: 'Sent, it cannot be taken back. You receive a receipt with the incident number.',
    fr: 'Une fois envoyé, l’avis ne peut être repris. Vous recevez un récépissé avec le numéro d’incident.',
  },
  notWhole: {
    en: 'A file is not here in whole. Go on with it, or remove it.',
    fr: 'Un fichier n’est pas entièrement reçu. Poursuivez l’envoi ou retirez-le.',
  },
  addressesTitle: { en: 'Which addresses were you told of?', fr: 'Quelles adresses vous a-t-on signalées?' },
  addressesIntro: {
    en: 'Internet addresses alone, as you were told them. Do not visit them.',
    fr: 'Les adresses Internet seules, telles qu’on vous les a signalées. Ne les visitez pas.',
  },
  addresses: { en: 'Internet addresses', fr: 'Adresses Internet' },
  oneALine: { en: 'One a line.', fr: 'Une par ligne.' },
  sendAddresses: { en: 'Send the addresses', fr: 'Envoyer les adresses' },
  receiptTitle: { en: 'Receipt {number}', fr: 'Récépissé {number}' },
  receiptDone: { en: 'Your notice was received. Keep this page.', fr: 'Votre avis a été reçu. Conservez cette page.' },
  provider: { en: 'Provider', fr: 'Fournisseur' },
  providerId: { en: 'Identifier', fr: 'Identifiant' },
  receivedAt: { en: 'Date and time of receipt', fr: 'Date et heure de réception' },
  digest: { en: 'SHA-256 of what was received', fr: 'SHA-256 de ce qui a été reçu' },
  keepUntil: { en: 'Keep the related data until', fr: 'Conservez les données connexes jusqu’au' },
  endOf: { en: 'end of {day}', fr: '{day}, en fin de journée' },
  amended: { en: 'Amended', fr: 'Modifié' },
  version: { en: 'version {version}, {at}', fr: 'version {version}, {at}' },
  print: { en: 'To print this page, use your browser.', fr: 'Pour imprimer cette page, utilisez votre navigateur.' },
  noDisclosure: {
    en: 'Do not disclose this notice, nor its content, where that could prejudice an investigation (section 5).',
    fr: 'Ne divulguez ni cet avis ni son contenu si cela pouvait nuire à une enquête (article 5).',
  },
  backHome: { en: 'Back to your notices', fr: 'Retour à vos avis' },
  giveUpTitle: { en: 'Give up this draft?', fr: 'Abandonner ce brouillon?' },
  giveUpNote: {
    en: 'Its answers and files are destroyed. A notice that was sent is not touched.',
    fr: 'Ses réponses et ses fichiers sont détruits. Un avis envoyé n’est pas touché.',
  },
  keepDraft: { en: 'Keep the draft', fr: 'Garder le brouillon' },
  destroyDraft: { en: 'Destroy the draft', fr: 'Détruire le brouillon' },
  nothingHere: { en: 'Nothing here for you', fr: 'Rien pour vous ici' },
  nothingHereNote: {
    en: 'There is nothing for you under this address. It may have been sent or given up.',
    fr: 'Il n’y a rien pour vous à cette adresse. Cela a peut-être été envoyé ou abandonné.',
  },
  failed: { en: 'Something went wrong here', fr: 'Une erreur est survenue ici' },
  failedNote: {
    en: 'What was saved before is kept. Try again; if it happens again, say the time and this number: {id}',
    fr: 'Ce qui était enregistré est conservé. Réessayez; si cela se reproduit, indiquez l’heure et ce numéro\u00a0: {id}',
  },
  stale: {
    en: 'This page was too old. Your answers are below: save them again.',
    fr: 'Cette page était trop ancienne. Vos réponses sont ci-dessous\u00a0: enregistrez-les de nouveau.',
  },
} as const satisfies Messages;

/** What to do about an answer that cannot stand. */
export const FAULT_WORDS = {
  'offence-missing': { en: 'Say which offence you believe was committed.', fr: 'Indiquez l’infraction présumée.' },
  'format-missing': { en: 'Say in what format the material is.', fr: 'Indiquez le format du matériel.' },
  'description-missing': {
    en: 'Describe the material in neutral words.',
    fr: 'Décrivez le matériel en termes neutres.',
  },
  'circumstances-missing': { en: 'Say how it was discovered.', fr: 'Indiquez comment il a été découvert.' },
  'date-missing': { en: 'Give the date.', fr: 'Donnez la date.' },
  'time-missing': { en: 'Give the time, in hours and minutes.', fr: 'Donnez l’heure, en heures et minutes.' },
  'zone-missing': { en: 'Choose the zone of this time.', fr: 'Choisissez le fuseau de cette heure.' },
  'in-the-future': {
    en: 'This time has not come yet. Check date, time and zone.',
    fr: 'Ce moment n’est pas encore venu. Vérifiez la date, l’heure et le fuseau.',
  },
  'not-a-date': { en: 'Give the date as year, month and day.', fr: 'Donnez la date en année, mois et jour.' },
  'evidence-missing': {
    en: 'Say whether you hold other evidence; “no” is an answer.',
    fr: 'Indiquez si vous détenez d’autres éléments; «\u00a0non\u00a0» est une réponse.',
  },
  'evidence-unnamed': { en: 'Say what other evidence you hold.', fr: 'Indiquez les autres éléments que vous détenez.' },
  'contact-missing': {
    en: 'Give an e-mail address or a telephone number.',
    fr: 'Donnez une adresse de courriel ou un numéro de téléphone.',
  },
  'not-an-email': { en: 'Check the e-mail address.', fr: 'Vérifiez l’adresse de courriel.' },
  'not-a-count': { en: 'Give a whole number.', fr: 'Donnez un nombre entier.' },
  'not-a-port': { en: 'Give a port from 1 to 65535.', fr: 'Donnez un port de 1 à 65535.' },
  'not-an-address': { en: 'Check the IP address.', fr: 'Vérifiez l’adresse IP.' },
  'not-a-digest': {
    en: 'Give one digest a line, of 32, 40 or 64 hexadecimal digits.',
    fr: 'Donnez un condensé par ligne, de 32, 40 ou 64 chiffres hexadécimaux.',
  },
  'addresses-missing': { en: 'Give at least one address.', fr: 'Donnez au moins une adresse.' },
} as const satisfies Readonly<Record<AnswerFaultKind, Bilingual>>;
