import type { Bilingual } from '#core/locale.ts';
import type { Advice } from './types.ts';

/** What a sender is told with the receipt, by code. */
export const ADVICE_WORDS: Readonly<Record<Advice, Bilingual>> = {
  'imagery-in-payload': {
    en: 'This report carried imagery inside the document. It was kept closed in the evidence vault. Do not send imagery this way: give addresses, hashes and identifiers, and hand files over by the machine interface.',
    fr: 'Ce signalement contenait des images dans le document même. Elles ont été gardées fermées au coffre des preuves. N’envoyez pas d’images de cette façon\u00a0: indiquez les adresses, les empreintes et les identifiants, et remettez les fichiers par l’interface machine.',
  },
  'unopened-payload': {
    en: 'This report carried a payload that is not text. It was kept closed in the evidence vault. Send text only, and hand files over by the machine interface.',
    fr: 'Ce signalement contenait des données qui ne sont pas du texte. Elles ont été gardées fermées au coffre des preuves. N’envoyez que du texte, et remettez les fichiers par l’interface machine.',
  },
  'secret-in-document': {
    en: 'This report carried a password. The document was kept in the evidence vault and the password is shown to nobody. Leave passwords out and give them by voice where they are needed.',
    fr: 'Ce signalement contenait un mot de passe. Le document est gardé au coffre des preuves et le mot de passe n’est montré à personne. N’écrivez pas de mot de passe; donnez-le de vive voix au besoin.',
  },
};
