import type { KeyTable } from '../ui/keyboard.ts';
import type { KeyRegion } from '../ui/use-key-region.ts';

/** The keys of every region, as data: the same in both languages. `G` opens a short sequence: G, then the letter. */
function region<const Id extends string>(name: KeyRegion['name'], table: KeyTable<Id>): KeyRegion<Id> {
  return { name, table };
}

export const globalKeys = region({ en: 'Everywhere', fr: 'Partout' }, [
  { id: 'language', keys: ['alt+l'], words: { en: 'Français', fr: 'English' } },
  { id: 'lock', keys: ['alt+k'], words: { en: 'Lock now', fr: 'Verrouiller maintenant' } },
  {
    id: 'entry',
    keys: ['alt+n'],
    words: { en: 'Write down a call, a fax, a paper', fr: 'Consigner un appel, une télécopie, un papier' },
  },
  { id: 'second', keys: ['alt+2'], words: { en: 'Second person', fr: 'Deuxième personne' } },
]);

export const pageKeys = region({ en: 'In the page', fr: 'Dans la page' }, [
  { id: 'sheet', keys: ['?'], words: { en: 'Keys of this screen', fr: 'Touches de cet écran' } },
  {
    id: 'go',
    keys: ['g'],
    words: {
      en: 'Go: then T queue, E entry, P packages, K parked work',
      fr: 'Aller\u00a0: puis T file, E consignation, P dossiers, K travaux mis de côté',
    },
  },
]);

export const listKeys = region({ en: 'List', fr: 'Liste' }, [
  { id: 'down', keys: ['j', 'ArrowDown'], words: { en: 'Next row', fr: 'Rangée suivante' } },
  { id: 'up', keys: ['k', 'ArrowUp'], words: { en: 'Row above', fr: 'Rangée précédente' } },
  { id: 'open', keys: ['Enter'], words: { en: 'Open', fr: 'Ouvrir' } },
  { id: 'next', keys: ['n'], words: { en: 'Take the next report', fr: 'Prendre le prochain signalement' } },
  { id: 'telephone', keys: ['t'], words: { en: 'Telephone hand-over', fr: 'Transmission par téléphone' } },
  { id: 'claim', keys: ['c'], words: { en: 'Claim', fr: 'Prendre en charge' } },
  { id: 'release', keys: ['r'], words: { en: 'Release', fr: 'Remettre en file' } },
  { id: 'decide', keys: ['d'], words: { en: 'Decide the claimed row', fr: 'Décider de la rangée prise en charge' } },
  { id: 'undo', keys: ['z'], words: { en: 'Undo', fr: 'Annuler l’acte' } },
]);

export const recordKeys = region({ en: 'Report', fr: 'Signalement' }, [
  { id: 'decide', keys: ['d'], words: { en: 'Decide', fr: 'Décider' } },
  { id: 'telephone', keys: ['t'], words: { en: 'Telephone hand-over', fr: 'Transmission par téléphone' } },
  { id: 'urgency', keys: ['u'], words: { en: 'Change the urgency', fr: 'Modifier l’urgence' } },
  { id: 'why', keys: ['w'], words: { en: 'Why this urgency', fr: 'Pourquoi cette urgence' } },
  { id: 'similar', keys: ['e'], words: { en: 'Similar reports', fr: 'Signalements semblables' } },
  { id: 'versions', keys: ['v'], words: { en: 'Versions', fr: 'Versions' } },
  { id: 'claim', keys: ['c'], words: { en: 'Claim', fr: 'Prendre en charge' } },
  { id: 'release', keys: ['r'], words: { en: 'Release', fr: 'Remettre en file' } },
  { id: 'next', keys: ['n'], words: { en: 'Take the next report', fr: 'Prendre le prochain signalement' } },
  { id: 'undo', keys: ['z'], words: { en: 'Undo', fr: 'Annuler l’acte' } },
]);

export const barKeys = region({ en: 'Decision bar', fr: 'Barre de décision' }, [
  { id: 'package', keys: ['p'], words: { en: 'Package', fr: 'Dossier d’enquête' } },
  { id: 'lead', keys: ['l'], words: { en: 'Lead forwarded', fr: 'Piste d’enquête transmise' } },
  { id: 'link', keys: ['k'], words: { en: 'Linked to an existing report', fr: 'Lié à un signalement existant' } },
  { id: 'team', keys: ['t'], words: { en: 'Specialised team', fr: 'Équipe spécialisée' } },
  { id: 'none', keys: ['a'], words: { en: 'No action possible', fr: 'Aucune mesure ne peut être prise' } },
  { id: 'outside', keys: ['o'], words: { en: 'Outside the mandate', fr: 'Hors mandat' } },
  { id: 'duplicate', keys: ['u'], words: { en: 'Duplicate', fr: 'Doublon' } },
  { id: 'reason', keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'], words: { en: 'The reason', fr: 'Le motif' } },
  { id: 'close', keys: ['Escape'], words: { en: 'Back, close', fr: 'Retour, fermer' } },
]);

export const subjectKeys = region({ en: 'Subject', fr: 'Personne d’intérêt' }, [
  { id: 'down', keys: ['j', 'ArrowDown'], words: { en: 'Next link', fr: 'Lien suivant' } },
  { id: 'up', keys: ['k', 'ArrowUp'], words: { en: 'Link above', fr: 'Lien précédent' } },
  { id: 'same', keys: ['s'], words: { en: 'Same person', fr: 'Même personne' } },
  { id: 'maybe', keys: ['m'], words: { en: 'Maybe', fr: 'Peut-être' } },
  { id: 'different', keys: ['x'], words: { en: 'Different', fr: 'Différente' } },
  { id: 'undo', keys: ['z'], words: { en: 'Undo', fr: 'Annuler l’acte' } },
]);

export const packageKeys = region({ en: 'Package', fr: 'Dossier d’enquête' }, [
  {
    id: 'item',
    keys: ['1', '2', '3', '4', '5', '6', '7'],
    words: { en: 'Open the item of this number', fr: 'Ouvrir l’élément de ce numéro' },
  },
  { id: 'notApplicable', keys: ['x'], words: { en: 'Not applicable, with a reason', fr: 'Sans objet, avec motif' } },
  { id: 'save', keys: ['ctrl+Enter'], words: { en: 'Save the item', fr: 'Enregistrer l’élément' } },
]);

export const entryKeys = region({ en: 'Entry', fr: 'Consignation' }, [
  { id: 'send', keys: ['ctrl+Enter'], words: { en: 'Receive it', fr: 'Le recevoir' } },
]);

/** Every region that can be on a page at the same time as the ones above it; a test reads this. */
export const allRegions: readonly KeyRegion[] = [
  globalKeys,
  pageKeys,
  listKeys,
  recordKeys,
  barKeys,
  subjectKeys,
  packageKeys,
  entryKeys,
];
