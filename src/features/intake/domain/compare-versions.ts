import type { ReportFacts, StoredIdentifier, StoredPerson, WrittenTime } from '../types.ts';

/** Parts of a report that are compared; of victims and of words only that they changed is said. */
export type ComparedPart =
  | 'report'
  | 'incident'
  | 'person'
  | 'identifier'
  | 'file'
  | 'annotation'
  | 'narrative'
  | 'victims';

/** One field that is not the same in two versions. `from` is null for what was added, `to` for what was removed. */
export interface Difference {
  readonly part: ComparedPart;
  readonly change: 'added' | 'removed' | 'changed';
  /** Which one of the part: an account, a file name, a place in the document; null where there is only one. */
  readonly of: string | null;
  /** Field name of the interface; null: the whole of it. */
  readonly field: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** A version with the digests of what is not shown: words, and victims with all that is theirs. */
export interface ComparedVersion {
  readonly facts: Pick<ReportFacts, 'incidents' | 'persons' | 'identifiers' | 'files' | 'content'>;
  readonly narratives: readonly { readonly path: string; readonly digest: string }[];
  readonly victims: string | null;
}

type Fields = Readonly<Record<string, string | null>>;
/** Things of one part by what makes one of them the same thing in both versions. */
type Things = ReadonlyMap<string, Fields>;

/**
 * Everything in which two versions of a report differ, field by field, in the order of a report. Words are never told, and of victims
 * nothing but that their details changed.
 */
export function compareVersions(before: ComparedVersion, after: ComparedVersion): readonly Difference[] {
  const [a, b] = [before.facts, after.facts];
  const digests = (version: ComparedVersion): Things =>
    numbered(version.narratives.map(({ path, digest }) => [path, { digest }]));
  return [
    ...compareFields('report', null, headOf(a), headOf(b)),
    ...compareThings('annotation', annotationsOf(a), annotationsOf(b)),
    ...compareThings('incident', incidentsOf(a), incidentsOf(b)),
    ...compareThings('person', personsOf(a), personsOf(b)),
    ...compareThings('identifier', identifiersOf(a), identifiersOf(b)),
    ...compareThings('file', filesOf(a), filesOf(b)),
    ...compareThings('narrative', digests(before), digests(after)).map(silent),
    ...(before.victims === after.victims ? [] : [VICTIMS_CHANGED]),
  ];
}

const VICTIMS_CHANGED: Difference = { part: 'victims', change: 'changed', of: null, field: null, from: null, to: null };

function silent(difference: Difference): Difference {
  return { ...difference, field: null, from: null, to: null };
}

function compareThings(part: ComparedPart, before: Things, after: Things): readonly Difference[] {
  const found: Difference[] = [];
  for (const [of, fields] of before) {
    const now = after.get(of);
    if (now) found.push(...compareFields(part, of, fields, now));
    else found.push({ part, change: 'removed', of, field: null, from: briefOf(fields), to: null });
  }
  for (const [of, fields] of after)
    if (!before.has(of)) found.push({ part, change: 'added', of, field: null, from: null, to: briefOf(fields) });
  return found;
}

function compareFields(part: ComparedPart, of: string | null, before: Fields, after: Fields): readonly Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((field) => {
    const [from, to] = [before[field] ?? null, after[field] ?? null];
    if (from === to) return [];
    const change = from === null ? 'added' : to === null ? 'removed' : 'changed';
    return [{ part, change, of, field, from, to } as const];
  });
}

function briefOf(fields: Fields): string | null {
  const said = Object.values(fields).filter((value) => value !== null);
  return said.length === 0 ? null : said.join(' · ');
}

/** Two things of the same name are told apart by their place. */
function numbered(things: readonly (readonly [string, Fields])[]): Things {
  const counts = new Map<string, number>();
  return new Map(
    things.map(([name, fields]) => {
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return [count === 1 ? name : `${name} (${count})`, fields];
    }),
  );
}

type Facts = ComparedVersion['facts'];

function headOf({ content }: Facts): Fields {
  return {
    senderName: content.senderName,
    reportedAt: content.reportedAt?.asWritten ?? null,
    ncmecPriority: content.ncmecPriority,
    senderAlarm: content.senderAlarm,
    batchedReason: content.batchedReason,
    lawEnforcement: content.lawEnforcement === null ? null : briefOf(content.lawEnforcement),
  };
}

function annotationsOf({ content }: Facts): Things {
  const details = content.internetDetails.map(
    ({ kind, fields }) => `${kind}: ${Object.values(fields).flat().join(', ')}`,
  );
  return numbered([...content.annotations, ...details].map((one) => [one, {}]));
}

function incidentsOf({ incidents }: Facts): Things {
  return numbered(
    incidents.map(({ incidentType, platform, occurred, occurredDescription, description, offence }) => [
      'incident',
      { incidentType, platform, occurred: timeOf(occurred), occurredDescription, description, offence },
    ]),
  );
}

function timeOf(time: WrittenTime | null): string | null {
  return time?.asWritten ?? null;
}

function personsOf({ persons, identifiers }: Facts): Things {
  return numbered(persons.map((person) => [nameOfPerson(person, identifiers), personFields(person)]));
}

/** A person is the same by their account, else by their place: names are what gets corrected. */
function nameOfPerson(person: StoredPerson, identifiers: readonly StoredIdentifier[]): string {
  const own = identifiers.find(({ personId, kind }) => personId === person.personId && kind === 'account');
  return `${person.role} ${own?.value ?? person.path}`;
}

function personFields({ addresses, estimatedLocation, other, ...person }: StoredPerson): Fields {
  const place = (one: StoredPerson['addresses'][number] | null) =>
    one && [one.street, one.city, one.region, one.postalCode, one.country].filter((part) => part !== null).join(', ');
  return {
    firstName: person.firstName,
    middleName: person.middleName,
    lastName: person.lastName,
    dateOfBirth: person.dateOfBirth,
    age: person.age,
    addresses: addresses.length === 0 ? null : addresses.map(place).join(' · '),
    estimatedLocation: place(estimatedLocation),
    ...other,
  };
}

function identifiersOf({ identifiers }: Facts): Things {
  return numbered(
    identifiers.map((one) => [
      `${one.kind} ${one.value}`,
      {
        service: one.service,
        port: one.port === null ? null : String(one.port),
        observed: timeOf(one.observed),
        event: one.event,
        verified: one.verified === null ? null : String(one.verified),
        possibleProxy: one.possibleProxy === null ? null : String(one.possibleProxy),
        provenance: one.provenance,
        personRole: one.personRole,
      },
    ]),
  );
}

function filesOf({ files }: Facts): Things {
  return numbered(
    files.map(({ details, originalName, sha256, viewedByEsp, relation }) => [
      originalName ?? details.givenName ?? sha256 ?? 'file',
      {
        sha256,
        claimedHashes: details.claimedHashes.map(({ type, value }) => `${type} ${value}`).join(', ') || null,
        // Three values: a file of which nothing was said is not one that was not viewed.
        viewedByEsp: viewedByEsp === null ? null : String(viewedByEsp),
        industryClassification: details.industryClassification ?? null,
        relevance: details.relevance ?? null,
        annotations: details.annotations?.join(', ') || null,
        uploadedAt: timeOf(details.uploadedAt ?? null),
        relation,
      },
    ]),
  );
}

/** What a difference may change for those who decide: how urgent it is, or whose it is. */
export function touchedBy(differences: readonly Difference[]): readonly ('urgency' | 'jurisdiction')[] {
  const urgency = differences.some(isOfUrgency);
  const jurisdiction = differences.some(isOfPlace);
  return [...(urgency ? (['urgency'] as const) : []), ...(jurisdiction ? (['jurisdiction'] as const) : [])];
}

const OF_URGENCY: ReadonlySet<string> = new Set([
  'ncmecPriority',
  'senderAlarm',
  'incidentType',
  'offence',
  'age',
  'dateOfBirth',
]);
const OF_PLACE: ReadonlySet<string> = new Set(['addresses', 'estimatedLocation']);

function isOfUrgency({ part, field }: Difference): boolean {
  return ['annotation', 'victims', 'narrative'].includes(part) || (field !== null && OF_URGENCY.has(field));
}

function isOfPlace({ part, of, field, change }: Difference): boolean {
  if (part === 'victims' || (part === 'person' && change !== 'changed' && field === null)) return true;
  if (part === 'identifier') return /^(?:ip|phone) /.test(of ?? '');
  return field !== null && OF_PLACE.has(field);
}
