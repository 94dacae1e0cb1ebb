import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { readJsonReport } from './read-json-report.ts';

const NOW = '2026-11-24T00:00:00.000Z' as Instant;

const read = (document: unknown) => {
  const parsed = readJsonReport(JSON.stringify(document), { now: NOW });
  if (!parsed.ok) throw new Error(parsed.refusal.kind);
  return parsed.value;
};

const TIP = {
  reportId: '190000001',
  dateReceived: '2026-02-03T04:05:06Z',
  priority: '1',
  reportedInformation: {
    reportingEsp: { espName: 'Example Service, Inc.' },
    incidentSummary: {
      incidentType: 'Child Sex Tourism',
      incidentDateTime: '2026-02-01T00:00:00',
      incidentDateTimeDescription: null,
    },
    reportedPeople: {
      reportedPersons: [
        {
          firstName: null,
          espService: 'Example',
          espUserId: 'acct-1',
          screenName: { value: 'neutral_name' },
          emails: { emails: [{ value: 'A@example.com', verified: true }] },
          addresses: { addresses: [{ city: 'Laval', state: 'QC', postalCode: 'H7N 1A1', country: 'CA' }] },
          sourceInformation: {
            sourceCaptures: [
              {
                captureType: 'Login IP Address',
                value: '192.0.2.7',
                port: 443,
                eventName: 'UPLOAD',
                dateTime: '2026-02-01T00:00:00Z',
              },
            ],
          },
        },
      ],
    },
    uploadedFiles: {
      uploadedFiles: [
        {
          filename: 'f1.dat',
          originalFilename: 'o.dat',
          verificationHash: '0cc175b9c0f1b6a831c399e269772661',
          viewedByEsp: null,
        },
        { filename: 'f2.dat', viewedByEsp: false },
      ],
    },
    additionalInformations: [{ value: 'neutral text, write to b@example.net' }],
  },
};

describe('a CyberTip in JSON', () => {
  it('is read with its number, sender, priority as the sender’s alarm, and the person’s identifiers', () => {
    const report = read(TIP);
    expect(report).toMatchObject({
      externalId: '190000001',
      senderName: 'Example Service, Inc.',
      senderAlarm: 'NCMEC priority 1',
    });
    const [person] = report.persons;
    expect(person?.identifiers.map((one) => one.kind)).toEqual(['account', 'screen-name', 'email', 'ip']);
    expect(person?.identifiers.at(-1)).toMatchObject({ value: '192.0.2.7', port: 443, observed: { zone: 'stated' } });
    expect(person?.addresses[0]).toMatchObject({ city: 'Laval', country: 'CA' });
  });

  it('keeps a time without a zone as unstated and says so, and never calls it UTC', () => {
    const report = read(TIP);
    expect(report.incidents[0]?.occurred).toEqual({
      asWritten: '2026-02-01T00:00:00',
      instant: null,
      zone: 'unstated',
    });
    expect(report.drift.map((one) => one.kind)).toContain('zone-unstated');
  });

  it('keeps "viewed by the provider" three-valued', () => {
    expect(read(TIP).files.map((file) => file.viewedByEsp)).toEqual([null, false]);
  });

  it('mines identifiers from free text as unverified and leaves them to no person', () => {
    const mined = read(TIP).identifiers.find((one) => one.value === 'b@example.net');
    expect(mined).toMatchObject({ kind: 'email', provenance: 'mined-from-text', verified: null });
    expect(mined?.path).toMatch(/additionalInformations/);
  });

  it('starts with a byte order mark, holds a NUL or half a surrogate, and is read all the same', () => {
    const text = `\uFEFF${JSON.stringify({ ...TIP, reportId: 'a\u0000b\ud800' })}`;
    const parsed = readJsonReport(text, { now: NOW });
    expect(parsed).toMatchObject({ ok: true, value: { externalId: 'a\uFFFDb\uFFFD' } });
  });

  it('is refused only where it is no JSON, or says nothing of a report', () => {
    expect(readJsonReport('{"reportId":', { now: NOW })).toMatchObject({ ok: false, refusal: { kind: 'not-json' } });
    expect(readJsonReport('[1, 2]', { now: NOW })).toMatchObject({ ok: false, refusal: { kind: 'unknown-shape' } });
  });

  it('never throws, whatever its nodes are', () => {
    const anything = fc.jsonValue();
    const shaped = fc.record({
      reportId: anything,
      priority: anything,
      reportedInformation: fc.oneof(
        anything,
        fc.record({
          incidentSummary: anything,
          reportedPeople: fc.record({ reportedPersons: anything }),
          uploadedFiles: fc.record({ uploadedFiles: anything }),
          incidentDetails: anything,
          additionalInformations: anything,
        }),
      ),
    });
    fc.assert(
      fc.property(shaped, (document) => void readJsonReport(JSON.stringify(document), { now: NOW })),
      { numRuns: 500 },
    );
  });
});
