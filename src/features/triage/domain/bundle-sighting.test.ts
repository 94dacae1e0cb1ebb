import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BUNDLE_RULES } from '#features/linking';
import { reasonsApart } from '#features/linking/testing';
import { findPassages, TRIAGE_RULES } from '../rule-book.ts';
import { aTriagedFile, triageFacts } from '../testing.ts';
import { assessUrgency } from './assess-urgency.ts';
import { sightingOf } from './bundle-sighting.ts';
import type { TriageFacts } from './triage-facts.ts';

function reasonsOf(facts: TriageFacts): readonly string[] {
  const assessment = assessUrgency(facts, TRIAGE_RULES, findPassages);
  return reasonsApart(sightingOf({ report: { facts, print: null }, assessment }).signals, BUNDLE_RULES);
}

const VIRAL: Partial<TriageFacts> = {
  incidents: [{ incidentType: 'Child Pornography (possession, manufacture, and distribution)', occurredAt: null }],
  files: [aTriagedFile({ seenBefore: true, annotations: ['viral'] })],
};

it('a viral report with nothing else in it may be decided among others', () => {
  expect(reasonsOf(triageFacts(VIRAL))).toEqual([]);
});

/** One signal each, as facts of a report. */
const SIGNALS: readonly Partial<TriageFacts>[] = [
  { victims: { count: 1, ageBands: [] } },
  { victims: { count: 0, ageBands: ['14-15'] } },
  { persons: [{ role: 'victim', named: false, placed: false, other: {}, path: 'victim[0]' }] },
  { persons: [{ role: 'reported', named: true, placed: true, other: { accessToChildren: 'yes' }, path: 'p' }] },
  { senderAlarm: 'exigent' },
  { annotations: ['sextortion'] },
  { annotations: ['minorToMinorInteraction'] },
  { source: 'police-ca' },
  { reading: 'unreadable' },
  { files: [aTriagedFile({ seenBefore: false })] },
  { files: [aTriagedFile({ seenBefore: true, annotations: ['liveStreaming'] })] },
  { files: [aTriagedFile({ seenBefore: true, classification: 'A1' })] },
  { linkedReports: 1 },
  { verdicts: { 'live-contact': 'refused' } },
  { narratives: [{ narrativeId: 1, path: 'victim[0].additionalInfo', body: 'x', restricted: true }] },
  { incidents: [{ incidentType: 'Child Sexual Molestation', occurredAt: null }] },
  { version: 2 },
];

it('a report with any signal never is, whatever other signals or calm facts it has', () => {
  fc.assert(
    fc.property(fc.constantFrom(...SIGNALS), fc.subarray([...SIGNALS]), (signal, others) => {
      const facts = triageFacts(Object.assign({}, VIRAL, ...others, signal));
      expect(reasonsOf(facts)).not.toEqual([]);
    }),
  );
});

it('words that propose a danger factor keep a report apart, in both languages', () => {
  for (const term of ['meet', 'rencontre']) {
    const narratives = [{ narrativeId: 1, path: 'additionalInfo', body: `${term} tonight`, restricted: false }];
    const facts = triageFacts({ ...VIRAL, narratives });
    const found = assessUrgency(facts, TRIAGE_RULES, findPassages).proposed.length > 0;
    expect(reasonsOf(facts).includes('words')).toBe(found);
  }
});
