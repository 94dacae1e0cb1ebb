import { expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import type { ObjectId } from '#core/ids.ts';
import { aSubmittedFile, aSubmittedIdentifier, aSubmittedPerson } from '#features/intake/testing';
import type { ReportFacts, ReportFile, ReportHead, StoredIdentifier } from '#features/intake/types';
import { anObject, aPackageContent } from '../testing.ts';
import { buildContent, type Gathered, type GatheredReport } from './build-content.ts';

const RECEIVED = '2026-11-23T23:40:00.000Z' as Instant;
const OBJECT = anObject(Buffer.from('generated'), 4);
const NOTE = { en: 'Recorded with its origin.', fr: 'Consigné avec son origine.' };

function identifier(identifierId: number, personId: number | null): StoredIdentifier {
  return { ...aSubmittedIdentifier({ value: `acct-${identifierId}` }), identifierId, personId, personRole: null };
}

function file(fileId: number, objectId: ObjectId | null): ReportFile {
  const held = objectId === null ? { sizeBytes: null, sha256: null } : OBJECT;
  return {
    fileId,
    objectId,
    originalName: `pattern-${fileId}.dat`,
    sizeBytes: held.sizeBytes,
    md5: null,
    sha1: null,
    sha256: held.sha256,
    viewedByEsp: null,
    ispwsFileId: null,
    relation: null,
    details: aSubmittedFile(),
    receivedAt: RECEIVED,
  };
}

function aGatheredReport(change: Partial<GatheredReport> = {}): GatheredReport {
  const facts = {
    reportId: 1,
    version: 1,
    incidents: [],
    persons: [{ ...aSubmittedPerson({ firstName: 'Example', lastName: 'Person' }), personId: 7 }],
    identifiers: [identifier(11, 7), identifier(12, null)],
    files: [file(21, OBJECT.objectId), file(22, null)],
    narratives: [],
    victimSummary: { count: 1, ageBands: ['11-13'] },
    drift: [],
  } as unknown as ReportFacts;
  const head = { number: 'R-2026-000123', source: 'ncmec', receivedAt: RECEIVED } as ReportHead;
  return {
    head,
    facts,
    lead: true,
    urgency: 'P3',
    danger: null,
    completeness: null,
    narratives: [],
    original: OBJECT,
    candidates: [],
    clocks: [],
    ...change,
  };
}

function aGathered(change: Partial<Gathered> = {}): Gathered {
  const { recipient, reports: _, urgency: __, ...rest } = aPackageContent();
  const { code, name } = recipient;
  return {
    ...rest,
    recipient: { code, name, language: 'fr' },
    reports: [aGatheredReport()],
    noted: [],
    excluded: [],
    ...change,
  };
}

test('identifiers stand with their person, those of nobody with the report', () => {
  const [report] = buildContent(aGathered()).reports;
  expect(report?.persons[0]).toMatchObject({ name: 'Example Person', identifiers: [{ value: 'acct-11' }] });
  expect(report?.identifiers.map((one) => one.value)).toEqual(['acct-12']);
});

test('the package is as urgent as its most urgent report', () => {
  const reports = [aGatheredReport({ urgency: 'informational' }), aGatheredReport({ urgency: 'P2' })];
  expect(buildContent(aGathered({ reports })).urgency).toBe('P2');
});

test('a noted fact enters with its reason, a fact left out does not enter at all', () => {
  const [report] = buildContent(
    aGathered({
      noted: [{ target: 'identifier', targetId: 12, reason: NOTE }],
      excluded: [
        { target: 'identifier', targetId: 11, reason: NOTE },
        { target: 'file', targetId: 21, reason: NOTE },
      ],
    }),
  ).reports;
  expect(report?.identifiers[0]?.gate).toEqual({ state: 'noted', reason: NOTE });
  expect(report?.persons[0]?.identifiers).toEqual([]);
  expect(report?.files[0]).toMatchObject({ included: null, notIncludedReason: NOTE });
});

test('bytes that were announced and never came are named, not invented', () => {
  const [held, announced] = buildContent(aGathered()).reports[0]?.files ?? [];
  expect(held).toMatchObject({ included: OBJECT, notIncludedReason: null });
  expect(announced?.included).toBeNull();
  expect(announced?.notIncludedReason?.en).toContain('never received');
});

test('nothing of a victim is in it, not even their number', () => {
  expect(JSON.stringify(buildContent(aGathered()))).not.toContain('11-13');
});
