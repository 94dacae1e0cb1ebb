import type { Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { type DecodedXml, decodeXml } from '#platform/xml/decode-xml.ts';
import { readXml, type XmlElement } from '#platform/xml/read-xml.ts';
import { findDrift } from '../domain/find-drift.ts';
import type { Drift, SubmittedIdentifier, SubmittedNarrative, SubmittedReport } from '../types.ts';
import { mineText } from './mine-text.ts';
import { readIncident, readInternetDetails, textsOf } from './read-ispws-incident.ts';
import { readPersons } from './read-ispws-persons.ts';
import { attributeOf, flagsOf, leavesOf, one, type Placed, textOf } from './walk-elements.ts';

/** `malformed` answers 4110, `missing-required` 4100: nothing else is ever refused. */
export type IspwsRefusal =
  | { readonly kind: 'malformed'; readonly message: string }
  | { readonly kind: 'missing-required'; readonly missing: readonly string[] };

/** Reads a `<report>`. Refuses what is not well formed (or declares a document type) and what lacks incidentType, incidentDateTime or reporter; every other departure is drift. */
export function parseIspwsReport(
  bytes: Buffer,
  deps: { readonly now: Instant },
): Result<SubmittedReport, IspwsRefusal> {
  const document = readDocument(bytes);
  if (!document.ok) return document;
  const { element, decoded } = document.value;
  const report: Placed = { element, path: '' };
  const missing = missingFrom(report);
  if (missing.length > 0) return refuse({ kind: 'missing-required', missing });
  return ok(readReport(report, [...encodingDrift(decoded), ...findDrift(element, 'report', deps.now)]));
}

/** Decodes and reads any document of the protocol. */
export function readDocument(
  bytes: Buffer,
): Result<
  { readonly element: XmlElement; readonly decoded: DecodedXml },
  Extract<IspwsRefusal, { kind: 'malformed' }>
> {
  const decoded = decodeXml(bytes);
  const read = readXml(decoded.text);
  if (read.ok) return ok({ element: read.value, decoded });
  return refuse({ kind: 'malformed', message: `line ${read.refusal.line}: ${read.refusal.message}` });
}

/** What the bytes did not keep of their promise, as drift of the whole document. */
export function encodingDrift(decoded: DecodedXml): Drift[] {
  return decoded.mismatches.map((detail) => ({ path: '', kind: 'encoding', detail }));
}

/** Capture events whose address no reader of addresses understands. */
export function addressDrift(identifiers: readonly SubmittedIdentifier[]): Drift[] {
  const unread = identifiers.filter(
    ({ kind, normal, provenance }) => kind === 'ip' && normal === null && provenance !== 'mined-from-text',
  );
  return unread
    .slice(0, 20)
    .map(({ path }) => ({ path: `${path}.ipAddress`, kind: 'unreadable-value', detail: 'not an IP address' }));
}

function missingFrom(report: Placed): string[] {
  const summary = one(report, 'incidentSummary');
  const missing = ['incidentType', 'incidentDateTime'].filter((name) => textOf(summary, name) === null);
  return one(report, 'reporter') === null ? [...missing, 'reporter'] : missing;
}

function readReport(report: Placed, drift: readonly Drift[]): SubmittedReport {
  const summary = one(report, 'incidentSummary') ?? report;
  const internet = readInternetDetails(report);
  const { persons, narratives: personal } = readPersons(report);
  const told = [...textsOf(report, 'additionalInfo'), ...internet.narratives, ...strayTexts(report)];
  const law = one(report, 'lawEnforcement');
  return {
    format: 'ispws-xml',
    externalId: null,
    senderName: null,
    reportedAt: null,
    senderAlarm: alarmOf(summary),
    ncmecPriority: null,
    batchedReason: attributeOf(one(report, 'batchedReport'), 'reason'),
    isTest: false,
    annotations: flagsOf(one(summary, 'reportAnnotations')),
    incidents: [readIncident(summary)],
    internetDetails: internet.details,
    lawEnforcement: law === null ? null : Object.fromEntries(leavesOf(law.element, '')),
    persons,
    identifiers: [...internet.identifiers, ...minedFrom([...told, ...personal])],
    files: [],
    narratives: [...told, ...personal],
    drift: [...drift, ...addressDrift([...internet.identifiers, ...persons.flatMap((person) => person.identifiers)])],
  };
}

/** A present element is an alarm, reason or not: an empty one must not read as none. */
function alarmOf(summary: Placed): string | null {
  if (one(summary, 'escalateToHighPriority') === null) return null;
  return textOf(summary, 'escalateToHighPriority') ?? 'escalateToHighPriority';
}

/** Narratives that belong to no person's own record: biographies and victims' texts were mined with their person. */
function minedFrom(narratives: readonly SubmittedNarrative[]): SubmittedIdentifier[] {
  const open = narratives.filter(({ path, restricted }) => !restricted && !path.endsWith('.profileBio'));
  return open.flatMap(({ body, path }) => mineText(body, path));
}

const KNOWN = new Set([
  ...['batchedReport', 'incidentSummary', 'internetDetails', 'lawEnforcement', 'reporter'],
  ...['personOrUserReported', 'intendedRecipient', 'victim', 'additionalInfo'],
]);

/** Words under a name the schema does not know are still words someone wrote: read as narratives. They may speak of a child, hence restricted. */
function strayTexts(report: Placed): SubmittedNarrative[] {
  const stray = report.element.children.filter(({ name }) => !KNOWN.has(name));
  const texts = stray.flatMap((element) => leavesOf(element, element.name).filter(([path]) => !path.includes('@')));
  return texts.map(([path, body]) => ({ path, body, restricted: true }));
}
