import type { Random } from './random.ts';

/** Where an invented person lives: real municipalities, so that routing has something to find. Agency codes: domain page, section 11. */
export interface Home {
  readonly city: string;
  readonly region: string;
  readonly country: string;
  readonly postalPrefix: string | null;
  readonly areaCode: string | null;
  /** The police service a correct routing names first. */
  readonly jurisdiction: string;
  readonly weight: number;
}

/** One invented person behind one or many reports. */
export interface SimulatedPerson {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: string;
  readonly handle: string;
  readonly accountId: string;
  readonly email: string;
  readonly phone: string | null;
  readonly deviceId: string;
  readonly address: string;
  readonly home: Home;
}

// Shares follow the Cybertip.ca table of the domain page, section 12 (2022), with about four in ten abroad.
const HOMES: readonly Home[] = [
  {
    city: 'Toronto',
    region: 'ON',
    country: 'CA',
    postalPrefix: 'M5V',
    areaCode: '416',
    jurisdiction: 'ON-TPS',
    weight: 12,
  },
  {
    city: 'Ottawa',
    region: 'ON',
    country: 'CA',
    postalPrefix: 'K1P',
    areaCode: '613',
    jurisdiction: 'ON-OPS',
    weight: 5,
  },
  {
    city: 'Hamilton',
    region: 'ON',
    country: 'CA',
    postalPrefix: 'L8P',
    areaCode: '905',
    jurisdiction: 'ON-HPS',
    weight: 4,
  },
  {
    city: 'Kenora',
    region: 'ON',
    country: 'CA',
    postalPrefix: 'P9N',
    areaCode: '807',
    jurisdiction: 'ON-OPP',
    weight: 3,
  },
  {
    city: 'Montréal',
    region: 'QC',
    country: 'CA',
    postalPrefix: 'H2Y',
    areaCode: '514',
    jurisdiction: 'QC-SPVM-ESEI',
    weight: 6,
  },
  {
    city: 'Laval',
    region: 'QC',
    country: 'CA',
    postalPrefix: 'H7N',
    areaCode: '450',
    jurisdiction: 'QC-SPL',
    weight: 2,
  },
  {
    city: 'Trois-Rivières',
    region: 'QC',
    country: 'CA',
    postalPrefix: 'G9A',
    areaCode: '819',
    jurisdiction: 'QC-SQ-ESEI',
    weight: 2,
  },
  {
    city: 'Vancouver',
    region: 'BC',
    country: 'CA',
    postalPrefix: 'V6B',
    areaCode: '604',
    jurisdiction: 'BC-VPD',
    weight: 5,
  },
  {
    city: 'Kelowna',
    region: 'BC',
    country: 'CA',
    postalPrefix: 'V1Y',
    areaCode: '250',
    jurisdiction: 'BC-ICE',
    weight: 4,
  },
  {
    city: 'Edmonton',
    region: 'AB',
    country: 'CA',
    postalPrefix: 'T5J',
    areaCode: '780',
    jurisdiction: 'AB-EPS',
    weight: 4,
  },
  {
    city: 'Calgary',
    region: 'AB',
    country: 'CA',
    postalPrefix: 'T2P',
    areaCode: '403',
    jurisdiction: 'AB-CPS',
    weight: 4,
  },
  {
    city: 'Saskatoon',
    region: 'SK',
    country: 'CA',
    postalPrefix: 'S7K',
    areaCode: '306',
    jurisdiction: 'SK-ICE',
    weight: 2,
  },
  {
    city: 'Winnipeg',
    region: 'MB',
    country: 'CA',
    postalPrefix: 'R3C',
    areaCode: '204',
    jurisdiction: 'MB-WPS',
    weight: 3,
  },
  {
    city: 'Moncton',
    region: 'NB',
    country: 'CA',
    postalPrefix: 'E1C',
    areaCode: '506',
    jurisdiction: 'NB-ICE',
    weight: 1,
  },
  {
    city: 'Halifax',
    region: 'NS',
    country: 'CA',
    postalPrefix: 'B3H',
    areaCode: '902',
    jurisdiction: 'NS-HRP',
    weight: 3,
  },
  {
    city: 'Whitehorse',
    region: 'YT',
    country: 'CA',
    postalPrefix: 'Y1A',
    areaCode: '867',
    jurisdiction: 'YT-RCMP',
    weight: 1,
  },
  {
    city: 'Lyon',
    region: 'Auvergne-Rhône-Alpes',
    country: 'FR',
    postalPrefix: null,
    areaCode: null,
    jurisdiction: 'FR',
    weight: 9,
  },
  {
    city: 'Leeds',
    region: 'England',
    country: 'GB',
    postalPrefix: null,
    areaCode: null,
    jurisdiction: 'GB',
    weight: 10,
  },
  { city: 'Austin', region: 'TX', country: 'US', postalPrefix: null, areaCode: null, jurisdiction: 'US', weight: 14 },
  {
    city: 'Manila',
    region: 'Metro Manila',
    country: 'PH',
    postalPrefix: null,
    areaCode: null,
    jurisdiction: 'PH',
    weight: 6,
  },
];

const FIRST_NAMES = [
  'Alex',
  'Béatrice',
  'Chloé',
  'Dominique',
  'Émile',
  'François',
  'Gabriel',
  'Hélène',
  'Jordan',
  'Kim',
  'Léa',
  'Morgan',
  'Noémie',
  'Owen',
  'Renée',
  'Sacha',
  'Taylor',
  'Zoë',
];
const LAST_NAMES = [
  'Beaulieu-Côté',
  'Bélanger',
  'Bouchard',
  'Chen',
  'Desrosiers',
  'Fraser',
  'Gagné',
  'Hébert',
  'Kowalski',
  'Lévesque',
  'MacLeod',
  'Nguyen',
  'O’Brien',
  'Pelletier',
  'Singh',
  'Tremblay',
  'Wagner',
  'Young',
];
const COLOURS = [
  'amber',
  'azure',
  'coral',
  'ebony',
  'indigo',
  'ivory',
  'jade',
  'maroon',
  'ochre',
  'silver',
  'teal',
  'violet',
];
const THINGS = [
  'birch',
  'canoe',
  'cedar',
  'comet',
  'falcon',
  'harbour',
  'lantern',
  'maple',
  'otter',
  'quartz',
  'river',
  'summit',
  'tamarack',
  'willow',
];

const TOTAL_WEIGHT = HOMES.reduce((sum, home) => sum + home.weight, 0);

/** Invents person number `id`; the same id and seed give the same person. */
export function inventPerson(id: number, random: Random): SimulatedPerson {
  const home = pickHome(random);
  const handle = `${random.pick(COLOURS)}_${random.pick(THINGS)}_${id}`;
  return {
    id,
    firstName: random.pick(FIRST_NAMES),
    lastName: random.pick(LAST_NAMES),
    birthDate: `${1950 + random.below(55)}-${two(1 + random.below(12))}-${two(1 + random.below(28))}`,
    handle,
    accountId: `acct-${id}-${random.hex(6)}`,
    email: `${handle}@mail.example`,
    // 555-01xx is set aside for fiction.
    phone: home.areaCode && random.chance(0.5) ? `+1${home.areaCode}55501${two(random.below(100))}` : null,
    deviceId: `dev-${random.hex(12)}`,
    address: `2001:db8:${random.hex(4)}:${random.hex(4)}::${random.hex(3)}`,
    home,
  };
}

/** One of a few carrier addresses shared by thousands (RFC 5737 range). */
export function sharedCarrierAddress(random: Random): string {
  return `203.0.113.${random.below(40)}`;
}

/** What a hurried hand does to a text: swaps two letters, or drops the accents. */
export function mistype(text: string, random: Random): string {
  if (random.chance(0.5)) return text.normalize('NFD').replace(/\p{M}/gu, '');
  const at = random.below(Math.max(1, text.length - 1));
  return text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
}

function pickHome(random: Random): Home {
  let rest = random.next() * TOTAL_WEIGHT;
  for (const home of HOMES) {
    rest -= home.weight;
    if (rest < 0) return home;
  }
  return HOMES[0] as Home;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
