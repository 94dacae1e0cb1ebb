import type { Messages } from '#core/messages.ts';

/** The words of the frame around every page of the portals. */
export const FRAME_WORDS = {
  errorTitle: { en: 'Error: {title}', fr: 'Erreur\u00a0: {title}' },
  thereIsAProblem: {
    en: '{count, plural, one {There is a problem} other {There are # problems}}',
    fr: '{count, plural, one {Il y a un problème} other {Il y a # problèmes}}',
  },
  skip: { en: 'Skip to main content', fr: 'Passer au contenu principal' },
  language: { en: 'Language and appearance', fr: 'Langue et apparence' },
  otherLanguage: { en: 'Français', fr: 'English' },
  dark: { en: 'Dark', fr: 'Sombre' },
  light: { en: 'Light', fr: 'Clair' },
  menu: { en: 'Pages', fr: 'Pages' },
  signOut: { en: 'Sign out', fr: 'Fermer la session' },
  optional: { en: '(optional)', fr: '(facultatif)' },
  choose: { en: 'Choose', fr: 'Choisir' },
  error: { en: 'Error:', fr: 'Erreur\u00a0:' },
} as const satisfies Messages;
