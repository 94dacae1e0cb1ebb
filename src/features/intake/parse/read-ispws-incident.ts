import type { SubmittedIdentifier, SubmittedIncident, SubmittedNarrative, SubmittedReport } from '../types.ts';
import { identifierOf } from './normalise-identifier.ts';
import { contacts, ipCaptures, stated } from './read-ispws-identifiers.ts';
import { attributesOf, each, leavesOf, type Placed, textOf } from './walk-elements.ts';
import { writtenTimeOrNull } from './written-time.ts';

type InternetDetails = SubmittedReport['internetDetails'][number];

export interface ReadInternetDetails {
  readonly details: readonly InternetDetails[];
  readonly identifiers: readonly SubmittedIdentifier[];
  readonly narratives: readonly SubmittedNarrative[];
}

/** The incident a summary states; `null` stands for each thing it does not. */
export function readIncident(summary: Placed): SubmittedIncident {
  return {
    incidentType: textOf(summary, 'incidentType'),
    platform: textOf(summary, 'platform'),
    occurred: writtenTimeOrNull(textOf(summary, 'incidentDateTime')),
    occurredDescription: textOf(summary, 'incidentDateTimeDescription'),
    description: null,
    offence: null,
  };
}

/** Where on the internet it happened: fields by name, the addresses among them also as identifiers, the texts as narratives. */
export function readInternetDetails(report: Placed): ReadInternetDetails {
  const places = each(report, 'internetDetails', 'repeats').flatMap((details) =>
    details.element.children.map((element): Placed => ({ element, path: `${details.path}.${element.name}` })),
  );
  return {
    details: places.map(({ element }) => ({ kind: element.name, fields: fieldsOf(element) })),
    identifiers: stated(places.flatMap(identifiersOf)),
    narratives: places.flatMap((place) => [...textsOf(place, 'content'), ...textsOf(place, 'additionalInfo')]),
  };
}

/** A text element as narratives, if it says anything. */
export function textsOf(parent: Placed, name: string): SubmittedNarrative[] {
  return each(parent, name, 'single')
    .filter(({ element }) => element.text.trim() !== '')
    .map(({ element, path }) => ({ path, body: element.text, restricted: false }));
}

function identifiersOf(place: Placed): SubmittedIdentifier[] {
  const urls = each(place, 'url', 'repeats').map(({ element, path }) =>
    identifierOf({ kind: 'url', value: element.text, path }),
  );
  return [...urls, ...contacts(place, { phone: 'phoneNumber', email: 'emailAddress' }), ...ipCaptures(place)];
}

const ELSEWHERE = new Set(['content', 'additionalInfo', 'ipCaptureEvent']);

/** Simple children by name with all their values; attributes and deeper leaves by path (`emailAddress[1]@type`, `incidentAddress.city`). */
function fieldsOf(element: Placed['element']): Record<string, string[]> {
  const fields = new Map<string, string[]>();
  const add = (name: string, value: string) => fields.set(name, [...(fields.get(name) ?? []), value]);
  for (const [name, value] of attributesOf(element)) add(`@${name}`, value);
  const counts = new Map<string, number>();
  for (const child of element.children.filter(({ name }) => !ELSEWHERE.has(name))) {
    const index = counts.get(child.name) ?? 0;
    counts.set(child.name, index + 1);
    const indexed = `${child.name}[${index}]`;
    for (const [path, text] of leavesOf(child, indexed)) add(path === indexed ? child.name : path, text);
  }
  return Object.fromEntries(fields);
}
