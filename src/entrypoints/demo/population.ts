import { HOMES, type Home } from './homes.ts';
import type { Random } from './random.ts';

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
