import { createHash } from 'node:crypto';
import { mistype, type SimulatedPerson, sharedCarrierAddress } from './population.ts';
import type { Random } from './random.ts';

/** One simulated report before it is written in a source's format. */
export interface SimulatedIncident {
  readonly record: number;
  readonly person: SimulatedPerson;
  readonly urgent: boolean;
  /** Name of the viral bundle it belongs to; null for most. */
  readonly bundle: string | null;
  readonly at: Date;
  /** False: the sender left the zone out. */
  readonly zoneStated: boolean;
  readonly incidentType: string;
  readonly platform: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly handle: string;
  readonly captures: readonly { readonly address: string; readonly port: number | null; readonly event: string }[];
  readonly statesPlace: boolean;
  readonly files: readonly {
    readonly name: string;
    readonly md5: string;
    readonly viewed: boolean | null;
    readonly viral: boolean;
  }[];
  readonly narrative: string;
}

const PLATFORMS = ['Example Chat', 'Example Cloud', 'Example Mail', 'Example Social', 'Example Video'];
const TYPES = [
  'Child Pornography (possession, manufacture, and distribution)',
  'Online Enticement of Children for Sexual Acts',
  'Misleading Words or Digital Images on the Internet',
];
const NOTES = [
  'Neutral placeholder: account reviewed by the provider, see the attached fields.',
  'Texte neutre : compte examiné par le fournisseur, voir les champs ci-joints.',
  'Neutral placeholder. user name: second_handle_placeholder',
];
const URGENT_NOTES = [
  'Neutral placeholder: the provider states that a meeting is planned tonight.',
  'Texte neutre : le fournisseur indique une rencontre prévue ce soir.',
];

// Shares of the domain page, section 12, and of kernels 1.4; the urgent share of NCMEC 2023 is 0.18 %, doubled so that small sets hold one.
const SHARE = {
  urgent: 0.004,
  bundle: 0.05,
  typo: 0.08,
  noPort: 0.5,
  noZone: 0.1,
  carrier: 0.3,
  place: 0.7,
  enticement: 0.12,
};

const EPOCH = Date.UTC(2026, 0, 5);
const YEAR_MS = 300 * 86_400_000;

/** Draws one report of a person. */
export function inventIncident(record: number, person: SimulatedPerson, random: Random): SimulatedIncident {
  const urgent = random.chance(SHARE.urgent);
  const bundle = !urgent && random.chance(SHARE.bundle) ? `viral-${random.below(3) + 1}` : null;
  return {
    record,
    person,
    urgent,
    bundle,
    at: new Date(EPOCH + Math.floor(random.next() * YEAR_MS)),
    zoneStated: !random.chance(SHARE.noZone),
    incidentType: pickType(random, bundle),
    platform: random.pick(PLATFORMS),
    firstName: random.chance(SHARE.typo) ? mistype(person.firstName, random) : person.firstName,
    lastName: random.chance(SHARE.typo) ? mistype(person.lastName, random) : person.lastName,
    handle: random.chance(SHARE.typo) ? mistype(person.handle, random) : person.handle,
    captures: drawCaptures(person, random),
    statesPlace: random.chance(SHARE.place),
    files: drawFiles(record, bundle, random),
    narrative: random.pick(urgent ? URGENT_NOTES : NOTES),
  };
}

function pickType(random: Random, bundle: string | null): string {
  if (bundle) return TYPES[0] ?? '';
  return (random.chance(SHARE.enticement) ? TYPES[1] : random.chance(0.03) ? TYPES[2] : TYPES[0]) ?? '';
}

function drawCaptures(person: SimulatedPerson, random: Random): SimulatedIncident['captures'] {
  const port = () => (random.chance(SHARE.noPort) ? null : 1_024 + random.below(64_000));
  const home = { address: person.address, port: port(), event: 'Upload' };
  return random.chance(SHARE.carrier)
    ? [home, { address: sharedCarrierAddress(random), port: port(), event: 'Login' }]
    : [home];
}

function drawFiles(record: number, bundle: string | null, random: Random): SimulatedIncident['files'] {
  if (bundle) return [{ name: `${bundle}.dat`, md5: md5(bundle), viewed: true, viral: true }];
  return Array.from({ length: random.below(3) }, (_, index) => ({
    name: `file-${record}-${index}.dat`,
    md5: md5(`${record}/${index}`),
    viewed: random.pick([true, false, null]),
    viral: false,
  }));
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
