import { exhaustive } from '#core/exhaustive.ts';
import type { TriageFacts } from './triage-facts.ts';
import type { Condition, FactName } from './triage-rules.ts';

/** What made a factor apply: the values as received, and the fields they stand in. */
export interface Evidence {
  readonly detail: string | null;
  readonly paths: readonly string[];
}

/** Whether a report meets a condition, and by which fields; null when it does not. */
export function meetCondition(condition: Condition, facts: TriageFacts): Evidence | null {
  switch (condition.kind) {
    case 'report-annotation':
      return named(facts.annotations, condition.names, 'incidentSummary.reportAnnotations');
    case 'file-annotation':
      return condition.of === 'every' ? everyFileMarked(facts, condition.names) : anyFileMarked(facts, condition.names);
    case 'file-classification':
      return of(
        facts.files.filter(({ classification }) => classification !== null && condition.names.includes(classification)),
        (file) => file.classification,
      );
    case 'incident-type':
      return incidentOfType(facts, condition.names);
    case 'person-field':
      return personField(facts, condition.names);
    case 'source':
      return condition.names.includes(facts.source) ? { detail: facts.source, paths: [] } : null;
    case 'victim-age':
      return facts.victims.ageBands.some((band) => condition.bands.includes(band))
        ? { detail: null, paths: ['victim'] }
        : null;
    case 'count':
      return counted(facts, condition.of, condition.atLeast);
    case 'identifier':
      return identifierOf(facts, condition);
    case 'fact':
      return FACTS[condition.name](facts);
    case 'any':
      return condition.of.map((one) => meetCondition(one, facts)).find((met) => met !== null) ?? null;
    case 'person-confirms':
      return null;
    default:
      return exhaustive(condition);
  }
}

type Test = (facts: TriageFacts) => Evidence | null;

const FACTS: Readonly<Record<FactName, Test>> = {
  'sender-alarm': (facts) =>
    facts.senderAlarm === null
      ? null
      : { detail: facts.senderAlarm, paths: ['incidentSummary.escalateToHighPriority'] },
  unreadable: (facts) => (facts.reading === 'unreadable' ? { detail: null, paths: [] } : null),
  'nothing-reported': (facts) => (reportsNothing(facts) ? { detail: null, paths: [] } : null),
  'file-unseen': (facts) => of(facts.files.filter((file) => !file.seenBefore && (file.hasBytes || file.hasHash))),
  'files-all-seen': (facts) => (facts.files.every((file) => file.seenBefore) ? of(facts.files) : null),
  'file-bytes': (facts) => of(facts.files.filter((file) => file.hasBytes)),
  'file-hash': (facts) => of(facts.files.filter((file) => file.hasHash)),
  'viewed-stated': (facts) => of(facts.files.filter((file) => file.viewedStated)),
  'incident-time': (facts) =>
    facts.incidents.some((incident) => incident.occurredAt !== null)
      ? { detail: null, paths: ['incidentSummary.incidentDateTime'] }
      : null,
  'stated-place': (facts) => of(facts.persons.filter((person) => person.placed && person.role === 'reported')),
  'person-name': (facts) => of(facts.persons.filter((person) => person.named && person.role === 'reported')),
};

// A waterfall line opens a field; beyond a few the list helps nobody.
const PATHS_SHOWN = 3;

function of<T extends { readonly path: string }>(
  items: readonly T[],
  detail?: (item: T) => string | null,
): Evidence | null {
  const [first] = items;
  if (first === undefined) return null;
  const shown = items.slice(0, PATHS_SHOWN).map((item) => item.path);
  return { detail: detail ? detail(first) : items.length > 1 ? String(items.length) : null, paths: shown };
}

function named(present: readonly string[], names: readonly string[], path: string): Evidence | null {
  const found = present.filter((name) => names.includes(name));
  return found.length > 0 ? { detail: found.join(', '), paths: found.map((name) => `${path}.${name}`) } : null;
}

function anyFileMarked(facts: TriageFacts, names: readonly string[]): Evidence | null {
  const mark = (annotations: readonly string[]) => annotations.find((name) => names.includes(name)) ?? null;
  return of(
    facts.files.filter((file) => mark(file.annotations) !== null),
    (file) => mark(file.annotations),
  );
}

function everyFileMarked(facts: TriageFacts, names: readonly string[]): Evidence | null {
  const marked = facts.files.every((file) => file.annotations.some((name) => names.includes(name)));
  return marked ? of(facts.files) : null;
}

function incidentOfType(facts: TriageFacts, names: readonly string[]): Evidence | null {
  const wanted = names.map((name) => name.toLowerCase());
  const found = facts.incidents.find(
    ({ incidentType }) => incidentType !== null && wanted.includes(incidentType.trim().toLowerCase()),
  );
  return found ? { detail: found.incidentType, paths: ['incidentSummary.incidentType'] } : null;
}

const SAYS_NO = /^(false|no|non|0|none|aucun)?$/i;

function personField(facts: TriageFacts, names: readonly string[]): Evidence | null {
  for (const person of facts.persons) {
    const name = names.find((one) => !SAYS_NO.test((person.other[one] ?? '').trim()));
    if (name !== undefined) return { detail: null, paths: [`${person.path}.${name}`] };
  }
  return null;
}

function counted(
  facts: TriageFacts,
  what: 'victims' | 'prior-reports' | 'linked-reports',
  atLeast: number,
): Evidence | null {
  if (what === 'victims') return enough(facts.victims.count, atLeast, ['victim']);
  if (what === 'linked-reports') return enough(facts.linkedReports, atLeast, []);
  const prior = facts.identifiers.filter((identifier) => identifier.kind === 'prior-report');
  return enough(
    prior.length,
    atLeast,
    prior.slice(0, PATHS_SHOWN).map((identifier) => identifier.path),
  );
}

function enough(count: number, atLeast: number, paths: readonly string[]): Evidence | null {
  return count >= atLeast ? { detail: String(count), paths } : null;
}

function identifierOf(facts: TriageFacts, condition: Extract<Condition, { kind: 'identifier' }>): Evidence | null {
  return of(
    facts.identifiers.filter(
      (identifier) =>
        condition.kinds.includes(identifier.kind) &&
        condition.roles.includes(identifier.role) &&
        (condition.needs !== 'port' || identifier.port !== null) &&
        (condition.needs !== 'zone' || identifier.zoneStated),
    ),
  );
}

function reportsNothing(facts: TriageFacts): boolean {
  return (
    facts.reading === 'parsed' &&
    facts.identifiers.length + facts.files.length + facts.narratives.length + facts.victims.count === 0 &&
    !facts.persons.some((person) => person.role !== 'reporter')
  );
}
