import type { Messages } from './messages.ts';

export const signInWords = {
  title: { en: 'Sign in', fr: 'Ouvrir une session' },
  how: {
    en: 'Access is by a one-time link. It was printed in the terminal where Vigie was started, or your administrator gives you one. Open the link, or paste its code here.',
    fr: 'L’accès se fait par un lien à usage unique. Il a été affiché dans le terminal où Vigie a été démarré, ou votre administrateur vous en remet un. Ouvrez le lien, ou collez son code ici.',
  },
  code: { en: 'One-time code', fr: 'Code à usage unique' },
  codeHint: { en: 'The part of the link after “code=”.', fr: 'La partie du lien qui suit «\u00a0code=\u00a0».' },
  submit: { en: 'Sign in', fr: 'Ouvrir la session' },
  problem: { en: 'There is a problem', fr: 'Il y a un problème' },
  empty: { en: 'Enter the code of the link.', fr: 'Entrez le code du lien.' },
  refused: {
    en: 'This code does not open a session. It works once and for a short time; ask for a new link.',
    fr: 'Ce code n’ouvre pas de session. Il sert une seule fois et pour peu de temps; demandez un nouveau lien.',
  },
  away: {
    en: 'The server does not answer. Try again in a moment.',
    fr: 'Le serveur ne répond pas. Réessayez dans un instant.',
  },
  errorTitle: { en: 'Error: Sign in', fr: 'Erreur\u00a0: Ouvrir une session' },
  again: {
    en: 'Your session has ended. After signing in you are back where you were.',
    fr: 'Votre session a pris fin. Une fois la session ouverte, vous revenez où vous étiez.',
  },
} satisfies Messages;
