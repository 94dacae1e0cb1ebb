import { createHash } from 'node:crypto';
import type { Instant } from '#core/clock.ts';
import type { ObjectId, PackageNumber, ReportNumber, SubjectNumber } from '#core/ids.ts';
import type { PackageContent, PackageIdentifier, PackageObject, PackageReport } from './domain/package-content.ts';

/** Bytes as the vault would hold them. */
export function anObject(bytes: Uint8Array, id: number): PackageObject {
  const objectId = `00000000-0000-4000-8000-${String(id).padStart(12, '0')}` as ObjectId;
  return { objectId, sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

export function anIdentifier(part: Partial<PackageIdentifier> = {}): PackageIdentifier {
  return {
    kind: 'email',
    value: 'a@example.com',
    service: null,
    port: null,
    observed: null,
    event: null,
    provenance: 'reported-by-provider',
    caveat: null,
    verified: null,
    possibleProxy: null,
    gate: { state: 'open', reason: null },
    path: 'personOrUserReported[0].espIdentifier',
    ...part,
  };
}

export function aPackageReport(part: Partial<PackageReport> = {}): PackageReport {
  return {
    number: 'R-2026-000123' as ReportNumber,
    lead: true,
    source: 'ncmec',
    format: 'cybertip-json',
    sender: 'Example Service, Inc.',
    externalId: '190000001',
    receivedAt: '2026-11-23T23:40:00.000Z' as Instant,
    version: 1,
    urgency: 'P2',
    danger: 62,
    completeness: 41,
    senderAlarm: null,
    incidents: [],
    persons: [],
    identifiers: [],
    files: [],
    narratives: [],
    original: anObject(Buffer.from('{"reportId":"190000001"}'), 1),
    candidates: [],
    clocks: [],
    ...part,
  };
}

export function aPackageContent(part: Partial<PackageContent> = {}): PackageContent {
  return {
    packageNumber: 'PKG-2026-03177' as PackageNumber,
    part: 1,
    role: 'reported-place',
    classification: { en: 'Protected B', fr: 'Protégé B' },
    originator: {
      name: { en: 'National Child Exploitation Crime Centre', fr: 'Centre national contre l’exploitation des enfants' },
      contactName: 'Duty desk',
      phone: '+1 613 555 0100',
      email: 'desk@centre.example',
    },
    recipient: { code: 'QC-SQ', name: { en: 'Sûreté du Québec', fr: 'Sûreté du Québec' }, languages: ['fr'] },
    author: 'I. Tremblay',
    subjectNumber: 'S-4471' as SubjectNumber,
    urgency: 'P2',
    generatedAt: '2026-11-24T02:47:00.000Z' as Instant,
    timeZone: 'America/Toronto',
    items: [
      { item: 1, state: 'present', text: null },
      { item: 2, state: 'not-applicable', reason: 'None sought.', text: null },
      { item: 3, state: 'present', text: null },
      { item: 4, state: 'pending', dueAt: null, text: null },
      { item: 5, state: 'present', text: null },
      { item: 6, state: 'present', text: null },
      { item: 7, state: 'present', text: null },
    ],
    reports: [aPackageReport()],
    custody: [],
    ruleVersions: [{ rule: 'triage', version: '2026-11-1' }],
    ...part,
  };
}
