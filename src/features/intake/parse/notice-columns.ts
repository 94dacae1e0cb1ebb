import { foldedText } from './notice-words.ts';

/** Where a cell of a bulk file goes. Lists take several values in one cell, or columns numbered from 2. */
export type NoticeColumn = keyof typeof ALIASES;

/** Headers of bulk files, English and French, folded; a sender's own spelling is looked up here and nowhere guessed. */
const ALIASES = {
  reference: [
    'reference',
    'ref',
    'reference number',
    'case number',
    'ticket',
    'notice id',
    'numero de reference',
    'numero de dossier',
    'votre reference',
  ],
  ruleSet: ['rule set', 'ruleset', 'regime'],
  offenceCode: [
    'offence code',
    'offense code',
    'criminal code section',
    'code de l infraction',
    'article du code criminel',
    'code infraction',
  ],
  offence: [
    'offence',
    'offense',
    'offence believed committed',
    'infraction',
    'infraction presumee',
    'infraction soupconnee',
  ],
  description: [
    'description',
    'material',
    'material description',
    'description of material',
    'description of the material',
    'description du materiel',
    'materiel',
  ],
  format: [
    'format',
    'material format',
    'format of material',
    'format of the material',
    'media type',
    'format du materiel',
  ],
  count: ['count', 'number of items', 'quantity', 'nombre', 'nombre d elements', 'quantite'],
  manifest: ['manifest', 'manifestly', 'manifestly such', 'manifeste', 'manifestement'],
  discoveredAt: [
    'discovered at',
    'discovery',
    'discovery date and time',
    'date and time of discovery',
    'discovery at',
    'decouvert le',
    'date et heure de la decouverte',
    'date et heure de decouverte',
    'decouverte',
  ],
  discoveredOn: [
    'discovery date',
    'date of discovery',
    'date discovered',
    'date de la decouverte',
    'date de decouverte',
  ],
  discoveredTime: [
    'discovery time',
    'time of discovery',
    'time discovered',
    'heure de la decouverte',
    'heure de decouverte',
  ],
  discoveryZone: ['discovery zone', 'discovery time zone', 'fuseau de la decouverte'],
  /** Of every time of the row that has none of its own. */
  zone: ['zone', 'time zone', 'timezone', 'fuseau', 'fuseau horaire'],
  circumstances: [
    'circumstances',
    'circumstances of discovery',
    'discovery circumstances',
    'circonstances',
    'circonstances de la decouverte',
  ],
  otherEvidence: [
    'other evidence',
    'evidence',
    'other evidence held',
    'autres elements de preuve',
    'autre preuve',
    'autres preuves',
    'elements de preuve',
    'autres elements de preuve detenus',
  ],
  contactName: [
    'contact',
    'contact name',
    'representative',
    'representant',
    'nom du contact',
    'nom du representant',
    'personne ressource',
  ],
  contactEmail: [
    'contact email',
    'contact e mail',
    'representative email',
    'courriel du contact',
    'courriel du representant',
  ],
  contactPhone: [
    'contact phone',
    'contact telephone',
    'representative phone',
    'telephone du contact',
    'telephone du representant',
  ],
  ip: ['ip', 'ip address', 'source ip', 'adresse ip', 'ip source'],
  port: ['port', 'source port', 'ip port', 'port source'],
  seenAt: [
    'ip time',
    'connection time',
    'seen at',
    'ip date and time',
    'connection at',
    'ip timestamp',
    'heure de connexion',
    'date et heure de connexion',
    'date et heure ip',
  ],
  seenZone: ['ip zone', 'ip time zone', 'connection zone', 'connection time zone', 'fuseau de connexion', 'fuseau ip'],
  connectionKind: ['ip event', 'event', 'connection kind', 'evenement', 'type de connexion'],
  account: [
    'account',
    'account id',
    'user id',
    'username',
    'user name',
    'compte',
    'identifiant du compte',
    'nom d utilisateur',
    'identifiant',
  ],
  screenName: ['screen name', 'handle', 'pseudonyme', 'pseudo'],
  displayName: ['display name', 'nom affiche', 'nom d affichage'],
  profileUrl: ['profile url', 'profile', 'adresse du profil', 'url du profil', 'profil'],
  email: ['email', 'e mail', 'email address', 'account email', 'courriel', 'adresse de courriel', 'adresse courriel'],
  phone: ['phone', 'telephone', 'phone number', 'account phone', 'numero de telephone'],
  device: ['device', 'device id', 'appareil', 'identifiant de l appareil', 'identifiant d appareil'],
  deviceType: ['device type', 'type d appareil'],
  url: ['url', 'urls', 'web address', 'adresse web', 'adresse url'],
  fileName: ['file', 'file name', 'filename', 'fichier', 'nom du fichier', 'nom de fichier'],
  hash: [
    'hash',
    'hashes',
    'file hash',
    'digest',
    'md5',
    'sha1',
    'sha 1',
    'sha256',
    'sha 256',
    'condense',
    'condenses',
    'empreinte',
    'hachage',
  ],
  viewed: [
    'viewed',
    'file viewed',
    'viewed by esp',
    'viewed by provider',
    'fichier vu',
    'vu',
    'visionne',
    'fichier visionne',
  ],
  subscriberName: ['subscriber', 'subscriber name', 'abonne', 'nom de l abonne'],
  dateOfBirth: ['date of birth', 'birth date', 'dob', 'date de naissance'],
  street: ['street', 'subscriber street', 'rue'],
  city: ['city', 'subscriber city', 'ville', 'ville de l abonne'],
  region: ['province', 'region', 'state', 'subscriber province', 'province de l abonne'],
  postalCode: ['postal code', 'subscriber postal code', 'code postal'],
  country: ['country', 'subscriber country', 'pays', 'pays de l abonne'],
  preservedUntil: ['preserved until', 'preservation until', 'conserve jusqu au', 'conservation jusqu au'],
  providerName: ['provider', 'provider name', 'company', 'fournisseur', 'nom du fournisseur', 'entreprise'],
  providerId: ['provider id', 'identifiant du fournisseur'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const BY_ALIAS: ReadonlyMap<string, NoticeColumn> = new Map(
  Object.entries(ALIASES).flatMap(([column, names]) => names.map((name) => [name, column as NoticeColumn] as const)),
);

/** Any of these says that a line of a file is the header of a file of notices; two of them are asked for. */
const TELLING: ReadonlySet<NoticeColumn> = new Set([
  'offence',
  'offenceCode',
  'description',
  'format',
  'discoveredAt',
  'discoveredOn',
  'circumstances',
  'otherEvidence',
  'contactName',
  'contactEmail',
]);

/** One column of a file: the sender's header, where it goes, and the number in `ip 2`. */
export interface HeaderCell {
  readonly header: string;
  readonly column: NoticeColumn | null;
  readonly ordinal: number;
}

/** Reads a line as a header; null where it is none of a file of notices. */
export function readHeader(cells: readonly string[]): readonly HeaderCell[] | null {
  const header = cells.map(readHeaderCell);
  const telling = new Set(header.flatMap(({ column }) => (column !== null && TELLING.has(column) ? [column] : [])));
  return telling.size >= 2 ? header : null;
}

function readHeaderCell(text: string): HeaderCell {
  const folded = foldedText(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  const whole = BY_ALIAS.get(folded);
  if (whole !== undefined) return { header: text.trim(), column: whole, ordinal: 1 };
  const numbered = /^(.*?) ?(\d{1,2})$/.exec(folded);
  const column = (numbered && BY_ALIAS.get((numbered[1] ?? '').trim())) ?? null;
  return { header: text.trim(), column, ordinal: column === null ? 1 : Number(numbered?.[2]) };
}
