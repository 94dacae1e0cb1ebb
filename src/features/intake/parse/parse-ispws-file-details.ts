import type { Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { findDrift } from '../domain/find-drift.ts';
import type { Drift, SubmittedFileDetails, SubmittedIdentifier } from '../types.ts';
import { identifierOf } from './normalise-identifier.ts';
import { addressDrift, encodingDrift, type IspwsRefusal, readDocument } from './parse-ispws-report.ts';
import { devices, ipCaptures, stated } from './read-ispws-identifiers.ts';
import { attributeOf, booleanOf, each, flagsOf, one, type Placed, textOf } from './walk-elements.ts';
import { writtenTimeOrNull } from './written-time.ts';

/** What a `<fileDetails>` says, and of which file of which report. */
export interface IspwsFileDetails {
  /** Null when absent or not a positive safe integer. */
  readonly reportId: number | null;
  readonly fileId: string | null;
  readonly details: SubmittedFileDetails;
  readonly drift: readonly Drift[];
}

/** Reads a `<fileDetails>`. Refuses only what is not well formed, or has another root. */
export function parseIspwsFileDetails(
  bytes: Buffer,
  deps: { readonly now: Instant },
): Result<IspwsFileDetails, Extract<IspwsRefusal, { kind: 'malformed' }>> {
  const document = readDocument(bytes);
  if (!document.ok) return document;
  const { element, decoded } = document.value;
  if (element.name !== 'fileDetails')
    return refuse({ kind: 'malformed', message: `fileDetails expected, found ${element.name}` });
  const file: Placed = { element, path: '' };
  const details = readDetails(file);
  return ok({
    reportId: reportIdOf(textOf(file, 'reportId')),
    fileId: textOf(file, 'fileId'),
    details,
    drift: [
      ...encodingDrift(decoded),
      ...findDrift(element, 'fileDetails', deps.now),
      ...addressDrift(details.identifiers),
    ],
  });
}

function reportIdOf(text: string | null): number | null {
  const id = /^\+?\d{1,16}$/.test(text ?? '') ? Number(text) : 0;
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}

function readDetails(file: Placed): SubmittedFileDetails {
  const flag = (name: string) => booleanOf(textOf(file, name));
  const originalName = textOf(file, 'originalFileName');
  const givenName = textOf(file, 'fileName');
  const uploadedAt = writtenTimeOrNull(textOf(file, 'uploadedToEspTimestamp'));
  const meme = flag('potentialMeme') === true ? ['potentialMeme'] : [];
  return {
    originalName: originalName ?? givenName,
    givenName: originalName === null || originalName === givenName ? null : givenName,
    viewedByEsp: flag('fileViewedByEsp'),
    exifViewedByEsp: flag('exifViewedByEsp'),
    publiclyAvailable: flag('publiclyAvailable'),
    relevance: textOf(file, 'fileRelevance'),
    industryClassification: textOf(file, 'industryClassification'),
    annotations: [...new Set([...meme, ...flagsOf(one(file, 'fileAnnotations'))])],
    claimedHashes: each(file, 'originalFileHash', 'repeats').map((hash) => ({
      type: attributeOf(hash, 'hashType') ?? '',
      value: hash.element.text.trim(),
    })),
    uploadedAt,
    uploadedAtFrom: uploadedAt === null ? null : 'stated',
    location: textOf(file, 'locationOfFile'),
    metadata: metadataOf(file),
    identifiers: identifiersOf(file),
    notes: each(file, 'additionalInfo', 'repeats')
      .map(({ element }) => element.text.trim())
      .filter((note) => note !== ''),
  };
}

function metadataOf(file: Placed): SubmittedFileDetails['metadata'] {
  return each(file, 'details', 'repeats').flatMap((details) =>
    each(details, 'nameValuePair', 'repeats').map((pair) => ({
      type: attributeOf(details, 'type') ?? attributeOf(pair, 'type'),
      name: textOf(pair, 'name') ?? '',
      value: textOf(pair, 'value') ?? '',
    })),
  );
}

function identifiersOf(file: Placed): SubmittedIdentifier[] {
  const location = textOf(file, 'locationOfFile');
  const places = location === null ? [] : [identifierOf({ kind: 'url', value: location, path: 'locationOfFile' })];
  return stated([...places, ...ipCaptures(file), ...devices(file)]);
}
