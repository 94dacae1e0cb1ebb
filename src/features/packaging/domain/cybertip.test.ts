import { describe, expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { anIdentifier, anObject, aPackageReport } from '../testing.ts';
import { cyberTip } from './cybertip.ts';

describe('the CyberTip form of a report', () => {
  it('carries the sender’s number, or ours where there is none', () => {
    expect(cyberTip(aPackageReport()).reportId).toBe('190000001');
    expect(cyberTip(aPackageReport({ externalId: null })).reportId).toBe('R-2026-000123');
  });

  it('leaves a time without zone as it was written', () => {
    const at = (time: Parameters<typeof occurred>[0]) => cyberTip(occurred(time)).reportedInformation.incidentSummary;
    expect(at({ asWritten: '2026-02-01T00:00:00', instant: null, zone: 'unstated' }).incidentDateTime).toBe(
      '2026-02-01T00:00:00',
    );
    const instant = '2026-02-01T05:00:00.000Z' as Instant;
    expect(at({ asWritten: '2026-02-01T00:00:00-05:00', instant, zone: 'stated' }).incidentDateTime).toBe(
      '2026-02-01T05:00:00Z',
    );
  });

  it('keeps "viewed" three-valued', () => {
    const file = {
      originalName: null,
      md5: null,
      sha1: null,
      claimedHashes: [],
      caveat: null,
      sizeBytes: 1,
      sha256: null,
      notIncludedReason: null,
    };
    const files = [true, false, null].map((viewedByEsp) => ({
      ...file,
      viewedByEsp,
      included: anObject(Buffer.from('a'), 2),
    }));
    const { uploadedFiles } = cyberTip(aPackageReport({ files })).reportedInformation.uploadedFiles;
    expect(uploadedFiles.map((one) => one.viewedByEsp)).toEqual([true, false, null]);
  });

  it('names the MD5 a sender stated for a file whose bytes never came', () => {
    const computed = {
      originalName: null,
      md5: 'a'.repeat(32),
      sha1: null,
      claimedHashes: [{ type: 'md-5', value: 'b'.repeat(32) }],
      viewedByEsp: null,
      caveat: null,
      sizeBytes: null,
      sha256: null,
      notIncludedReason: null,
      included: null,
    };
    const files = [{ ...computed, md5: null }, computed, { ...computed, md5: null, claimedHashes: [] }];
    const { uploadedFiles } = cyberTip(aPackageReport({ files })).reportedInformation.uploadedFiles;
    expect(uploadedFiles.map((one) => one.verificationHash)).toEqual(['b'.repeat(32), 'a'.repeat(32), null]);
  });

  it('puts identifiers where readers look for them, victims nowhere', () => {
    const identifiers = [
      anIdentifier({ kind: 'account', value: 'acct-1', service: 'Example' }),
      anIdentifier({ kind: 'ip', value: '192.0.2.7', port: 443, event: 'LOGIN' }),
      anIdentifier({ verified: true }),
    ];
    const person = { name: null, dateOfBirth: null, age: null, addresses: [], identifiers };
    const persons = [
      { ...person, role: 'reported' as const },
      { ...person, role: 'victim' as const },
    ];
    expect(cyberTip(aPackageReport({ persons })).reportedInformation.reportedPeople.reportedPersons).toMatchObject([
      {
        espService: 'Example',
        espUserId: 'acct-1',
        emails: { emails: [{ value: 'a@example.com', verified: true }] },
        sourceInformation: {
          sourceCaptures: [{ captureType: 'IP Address', value: '192.0.2.7', port: 443, eventName: 'LOGIN' }],
        },
      },
    ]);
  });
});

function occurred(time: NonNullable<Parameters<typeof cyberTip>[0]['incidents'][number]['occurred']>) {
  return aPackageReport({
    incidents: [{ type: null, offence: null, platform: null, occurred: time, occurredDescription: null }],
  });
}
