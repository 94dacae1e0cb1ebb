import { expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { aSubmittedFile, aSubmittedIdentifier, aSubmittedPerson, aSubmittedReport } from '../testing.ts';
import { factsOfReceived } from './facts-of-received.ts';

// That this is what the rows say of any report is proved on the database (commands/just-stored.db.test.ts).

const AT = '2026-11-24T12:00:00.000Z' as Instant;
const IDS = { reportId: 7, version: 1, incidentIds: [1], fileIds: [2], narrativeIds: [3] };

it('tells of a victim nothing but the age band, and numbers what is left in the order of the document', () => {
  const email = aSubmittedIdentifier({ kind: 'email', value: 'a@example.com' });
  const report = aSubmittedReport({
    persons: [
      aSubmittedPerson({ role: 'victim', firstName: 'Placeholder', age: '9', identifiers: [email] }),
      aSubmittedPerson({ role: 'reported', identifiers: [email] }),
    ],
    identifiers: [aSubmittedIdentifier({ kind: 'url', value: 'https://site.example/' })],
    files: [aSubmittedFile({ givenName: 'a.bin', identifiers: [email] })],
    narratives: [{ path: 'additionalInfo', body: '𝒜b', restricted: false }],
  });
  const facts = factsOfReceived(report, AT, new Map(), { ...IDS, personIds: [4], identifierIds: [11, 12, 13] });
  expect(facts.victimSummary).toEqual({ count: 1, ageBands: ['7-10'] });
  expect(facts.persons).toMatchObject([{ personId: 4, role: 'reported' }]);
  expect(facts.identifiers.map(({ identifierId, personId }) => [identifierId, personId])).toEqual([
    [11, 4],
    [12, null],
    [13, null],
  ]);
  expect(facts.narratives).toEqual([{ narrativeId: 3, path: 'additionalInfo', length: 2, restricted: false }]);
  expect(JSON.stringify(facts)).not.toContain('Placeholder');
});

it('needs a number for each row', () => {
  expect(() =>
    factsOfReceived(aSubmittedReport(), AT, new Map(), { ...IDS, incidentIds: [], personIds: [], identifierIds: [] }),
  ).toThrow('Fewer numbers');
});
