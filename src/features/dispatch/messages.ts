import type { Messages } from '#core/messages.ts';

export const MESSAGES = {
  keyEnded: {
    en: 'The recipient key has expired or was revoked since the package was sealed; nothing was sent.',
    fr: 'La clé du destinataire est expirée ou révoquée depuis le scellement; rien n’a été envoyé.',
  },
  noFolder: {
    en: 'The code of this service cannot name a folder; nothing was sent.',
    fr: 'Le code de ce service ne peut désigner un dossier de dépôt; rien n’a été envoyé.',
  },
  nothingDelivered: {
    en: 'Nothing of this package was handed over yet.',
    fr: 'Rien de ce dossier n’a encore été remis.',
  },
  wrongBagHash: {
    en: 'This is not the bag hash of what was delivered.',
    fr: 'Ce n’est pas l’empreinte de ce qui a été remis.',
  },
  notWaiting: {
    en: 'This delivery is not waiting for anything.',
    fr: 'Cet envoi n’est en attente de rien.',
  },
  wrongState: {
    en: 'This cannot be recorded in the present state of the package.',
    fr: 'Cela ne peut être consigné dans l’état actuel du dossier.',
  },
  unknownCode: {
    en: 'No package answers to this code.',
    fr: 'Aucun dossier ne répond à ce code.',
  },
  noPickupLeft: {
    en: 'This package was already fetched or is no longer on its way; no link can be made.',
    fr: 'Ce dossier a déjà été récupéré ou n’est plus en cours d’envoi; aucun lien ne peut être créé.',
  },
  pickupNothingHere: {
    en: 'There is nothing to pick up here. Ask the office that gave you the link for a new one.',
    fr: 'Il n’y a rien à récupérer ici. Demandez un nouveau lien au bureau qui vous l’a remis.',
  },
} as const satisfies Messages;
