import type { Bilingual } from '#core/locale.ts';

/** The words of one figure of a quality card: what it is, what it means for a notice, and what would improve it. */
export interface FigureWords {
  readonly name: Bilingual;
  readonly means: Bilingual;
  /** Never asks anybody to look for more than they hold (MRA s.6). */
  readonly better: Bilingual;
}

/** The figures of a quality card, in the order they are read; the five statutory items stand between `zone` and `transmission`. */
export const FIGURE_WORDS = {
  port: {
    name: { en: 'Addresses without a source port', fr: 'Adresses sans port source' },
    means: {
      en: 'One address is often shared by many subscribers. Without the port, nobody can tell which of them it was.',
      fr: 'Une même adresse sert souvent à de nombreux abonnés. Sans le port, personne ne peut dire lequel c’était.',
    },
    better: {
      en: 'Have the source port logged beside the address, and send it with each connection.',
      fr: 'Faites consigner le port source à côté de l’adresse et transmettez-le avec chaque connexion.',
    },
  },
  zone: {
    name: { en: 'Times without a zone', fr: 'Heures sans fuseau' },
    means: {
      en: 'A time without its zone may be hours off, and may point to another subscriber.',
      fr: 'Une heure sans fuseau peut être fausse de plusieurs heures et désigner un autre abonné.',
    },
    better: {
      en: 'Write times with their zone, or in UTC with a Z at the end.',
      fr: 'Écrivez les heures avec leur fuseau, ou en UTC avec un Z à la fin.',
    },
  },
  viewed: {
    name: {
      en: 'Files not said to be viewed or not',
      fr: 'Fichiers sans mention «\u00a0vu\u00a0» ou «\u00a0non vu\u00a0»',
    },
    means: {
      en: 'Where nobody says whether a person of yours viewed the file, it stays closed here until that is known.',
      fr: 'Si rien n’indique qu’une personne de chez vous a vu le fichier, il reste fermé ici jusqu’à ce qu’on le sache.',
    },
    better: {
      en: 'State it for every file, “no” included. Nobody asks you to view one for this.',
      fr: 'Précisez-le pour chaque fichier, même si c’est non. On ne vous demande pas d’en regarder un pour cela.',
    },
  },
  duplicates: {
    name: { en: 'Notices that say what another one said', fr: 'Avis qui reprennent le contenu d’un autre' },
    means: {
      en: 'The same content came under another reference. It is read twice, and counted once.',
      fr: 'Le même contenu est venu sous une autre référence. Il est lu deux fois et compté une seule.',
    },
    better: {
      en: 'Keep one reference per case; send what is new under the first one.',
      fr: 'Gardez une référence par cas; envoyez ce qui est nouveau sous la première.',
    },
  },
  repeats: {
    name: { en: 'Notices sent again unchanged', fr: 'Avis renvoyés sans changement' },
    means: {
      en: 'The same notice came again. It did no harm: you were given the same receipt.',
      fr: 'Le même avis est revenu. Sans conséquence\u00a0: vous avez reçu le même récépissé.',
    },
    better: {
      en: 'A notice has arrived once its receipt is given; there is no need to send it again.',
      fr: 'Un avis est arrivé dès que le récépissé est donné; inutile de le renvoyer.',
    },
  },
  lag: {
    name: { en: 'From discovery to notice, half within', fr: 'De la découverte à l’avis, la moitié en' },
    means: {
      en: 'The law says as soon as feasible. Half of your notices came within this time of the discovery.',
      fr: 'La loi dit «\u00a0dès que possible\u00a0». La moitié de vos avis sont venus dans ce délai après la découverte.',
    },
    better: {
      en: 'Send what you have at once, and the rest later under the same reference.',
      fr: 'Envoyez tout de suite ce que vous avez, et le reste plus tard sous la même référence.',
    },
  },
  lagLong: {
    name: { en: 'From discovery to notice, nine in ten within', fr: 'De la découverte à l’avis, neuf sur dix en' },
    means: {
      en: 'The slowest tenth took longer than this. Logs elsewhere may be gone by then.',
      fr: 'Le dixième le plus lent a pris plus de temps. D’ici là, des journaux tenus ailleurs peuvent avoir disparu.',
    },
    better: {
      en: 'Look at what waits longest on your side: a weekly batch, a second reading, a holiday.',
      fr: 'Voyez ce qui attend le plus chez vous\u00a0: un lot hebdomadaire, une seconde lecture, un congé.',
    },
  },
  clock: {
    name: { en: 'Discovered later than received', fr: 'Découverts après leur réception' },
    means: {
      en: 'The time of discovery lies after the receipt: a clock or a zone is wrong.',
      fr: 'L’heure de la découverte suit la réception\u00a0: une horloge ou un fuseau est faux.',
    },
    better: {
      en: 'Check the clock of the machine that writes the time, and the zone it states.',
      fr: 'Vérifiez l’horloge de la machine qui écrit l’heure, et le fuseau qu’elle indique.',
    },
  },
  transmission: {
    name: { en: 'Transmission data missing where required', fr: 'Données de transmission exigées et absentes' },
    means: {
      en: 'Where the material is manifestly such, the law in force at the receipt requires them.',
      fr: 'Quand le matériel est manifestement de cette nature, la loi en vigueur à la réception les exige.',
    },
    better: {
      en: 'Send the address and the time of the transmission that your service recorded.',
      fr: 'Transmettez l’adresse et l’heure de la transmission consignées par votre service.',
    },
  },
  amended: {
    name: { en: 'Notices whose items came late', fr: 'Avis complétés plus tard' },
    means: {
      en: 'Something was added or put right in a later version of the notice.',
      fr: 'Un élément a été ajouté ou corrigé dans une version ultérieure de l’avis.',
    },
    better: {
      en: 'Nothing to mend where it was not known at first. Where it was, send it with the first version.',
      fr: 'Rien à corriger si l’élément n’était pas connu d’abord. S’il l’était, joignez-le dès la première version.',
    },
  },
  completeness: {
    name: { en: 'Completeness, half at least', fr: 'Degré d’achèvement, au moins la moitié à' },
    means: {
      en: 'How much of what is asked for your notices give: half of them reach this figure.',
      fr: 'Ce que vos avis donnent de ce qui est demandé\u00a0: la moitié atteint ce chiffre.',
    },
    better: {
      en: 'The meter of each notice says what the next addition gives.',
      fr: 'Le compteur de chaque avis dit ce que donne l’ajout suivant.',
    },
  },
} as const satisfies Readonly<Record<string, FigureWords>>;

/** Around the name of a statutory item. */
export const ITEM_WORDS = {
  name: { en: 'Required item ({letter}) missing: {item}', fr: 'Élément exigé ({letter}) absent\u00a0: {item}' },
  means: {
    en: 'Section 11 of the regulations requires it in every notice. The notice was received all the same.',
    fr: 'L’article 11 du règlement l’exige dans chaque avis. L’avis a tout de même été reçu.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>;
