import { ok, type Result, refuse } from '#core/result.ts';
import { emptyReport, undescribedFile } from '../domain/empty-report.ts';
import { type FilledTarget, fillTargets, unknownRole } from '../domain/fill-targets.ts';
import type { Mapping } from '../domain/mapping.ts';
import { placeOf, type RecordField } from '../domain/record-fields.ts';
import type { Drift, SubmittedFileDetails, SubmittedNarrative, SubmittedReport, WrittenTime } from '../types.ts';
import { mapPersons } from './map-persons.ts';
import { mineText } from './mine-text.ts';
import { addressDrift } from './parse-ispws-report.ts';

/** Which mapping read a report. */
export interface MappingRef {
  readonly mappingId: number;
  readonly version: number;
}

/** A record whose roles nobody can tell is not read: it may speak of a child. */
export interface UnmappedRole {
  readonly kind: 'unknown-role';
  readonly place: string;
}

export interface MappedRecord {
  readonly report: SubmittedReport;
  /** What went where, for the person who makes the mapping. */
  readonly filled: readonly FilledTarget[];
}

const MOST_DRIFT = 100;

/** Reads one record by a mapping. What no rule names is kept as a text; every departure is drift, never a refusal. */
export function mapRecord(
  mapping: Mapping,
  fields: readonly RecordField[],
  ref: MappingRef | null,
): Result<MappedRecord, UnmappedRole> {
  const { filled, drift, unmapped } = fillTargets(mapping, fields);
  const unknown = unknownRole(filled);
  if (unknown !== null) return refuse({ kind: 'unknown-role', place: unknown.place ?? '' });
  const { persons, identifiers } = mapPersons(filled);
  const narratives = narrativesOf(filled, unmapped);
  const mined = narratives.filter((one) => !one.restricted).flatMap(({ body, path }) => mineText(body, path));
  const all = [...identifiers, ...persons.filter((one) => one.role !== 'victim').flatMap((one) => one.identifiers)];
  const report: SubmittedReport = {
    ...emptyReport('mapped'),
    externalId: firstText(filled, 'externalId'),
    senderName: firstText(filled, 'senderName'),
    reportedAt: firstTime(filled, 'reportedAt'),
    senderAlarm: firstText(filled, 'alarm'),
    incidents: incidentsOf(filled),
    persons,
    identifiers: [...identifiers, ...mined],
    files: filesOf(filled),
    narratives,
    drift: [...bounded([...drift, ...surplusDrift(filled), ...unmappedDrift(unmapped)]), ...addressDrift(all)],
    ...(ref === null ? {} : { mapping: ref }),
  };
  return ok({ report, filled });
}

function of(filled: readonly FilledTarget[], code: string): readonly FilledTarget[] {
  return filled.filter((one) => one.target.code === code && one.text !== null);
}

function firstText(filled: readonly FilledTarget[], code: string): string | null {
  return of(filled, code)[0]?.text ?? null;
}

function firstTime(filled: readonly FilledTarget[], code: string): WrittenTime | null {
  return of(filled, code)[0]?.time ?? null;
}

/** A field that holds one value and was given several: the first counts, the others are in the report's texts. */
function surplusOf(filled: readonly FilledTarget[]): readonly FilledTarget[] {
  const single = filled.filter(({ target, text }) => target.of === 'report' && !target.many && text !== null);
  return [...Map.groupBy(single, ({ target }) => target.code).values()].flatMap((same) => same.slice(1));
}

function surplusDrift(filled: readonly FilledTarget[]): readonly Drift[] {
  return surplusOf(filled).map(({ place, target }) => ({
    path: place ?? '',
    kind: 'unknown-value',
    detail: `one ${target.code} only; the first is used`,
  }));
}

function unmappedDrift(unmapped: readonly RecordField[]): readonly Drift[] {
  const paths = [...new Set(unmapped.map((field) => field.path))];
  return paths.map((path) => ({ path, kind: 'unknown-element', detail: 'no rule of the mapping; kept as a text' }));
}

function bounded(drift: readonly Drift[]): readonly Drift[] {
  if (drift.length <= MOST_DRIFT) return drift;
  const rest: Drift = { path: '', kind: 'unknown-element', detail: `not listed: ${drift.length - MOST_DRIFT}` };
  return [...drift.slice(0, MOST_DRIFT), rest];
}

function incidentsOf(filled: readonly FilledTarget[]): SubmittedReport['incidents'] {
  const codes = ['incidentType', 'platform', 'occurredAt', 'occurredDescription', 'description', 'offence'];
  if (!codes.some((code) => of(filled, code).length > 0)) return [];
  return [
    {
      incidentType: firstText(filled, 'incidentType'),
      platform: firstText(filled, 'platform'),
      occurred: firstTime(filled, 'occurredAt'),
      occurredDescription: firstText(filled, 'occurredDescription'),
      description: firstText(filled, 'description'),
      offence: firstText(filled, 'offence'),
    },
  ];
}

/** Texts as sent; then, under lock as they may speak of a child, everything for which there was no place. */
function narrativesOf(
  filled: readonly FilledTarget[],
  unmapped: readonly RecordField[],
): readonly SubmittedNarrative[] {
  const texts = (code: string, restricted: boolean) =>
    of(filled, code).map(({ text, place }) => ({ path: place ?? code, body: text ?? '', restricted }));
  const surplus = surplusOf(filled).map(({ place, written }) => `${place}: ${written}`);
  const left = [...unmapped.map((field) => `${placeOf(field)}: ${field.value.trim()}`), ...surplus];
  const rest = left.length === 0 ? [] : [{ path: 'unmapped', body: left.join('\n'), restricted: true }];
  return [...texts('narrative', false), ...texts('restrictedNarrative', true), ...rest];
}

function filesOf(filled: readonly FilledTarget[]): readonly SubmittedFileDetails[] {
  const ofFiles = filled.filter(({ target, text }) => target.of === 'file' && text !== null);
  const keyed = Map.groupBy(ofFiles, ({ rule, at }) => `${rule.item} ${at.join('.')}`);
  return [...keyed.values()].filter((parts) => parts.some(({ place }) => place !== null)).map(fileOf);
}

function fileOf(parts: readonly FilledTarget[]): SubmittedFileDetails {
  const uploadedAt = firstTime(parts, 'file.uploadedAt');
  const claimedHashes = (['md5', 'sha1', 'sha256'] as const).flatMap((type) =>
    of(parts, `file.${type}`).map(({ text }) => ({ type, value: (text ?? '').toLowerCase() })),
  );
  return {
    ...undescribedFile(null),
    originalName: firstText(parts, 'file.name'),
    viewedByEsp: of(parts, 'file.viewed')[0]?.flag ?? null,
    claimedHashes,
    uploadedAt,
    uploadedAtFrom: uploadedAt === null ? null : 'stated',
  };
}
