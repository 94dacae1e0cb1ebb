import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AGE_BANDS, type AgeBand } from '#features/intake/types';
import { findPassages, TRIAGE_RULES } from '../rule-book.ts';
import { aTriagedFile, triageFacts } from '../testing.ts';
import { assessUrgency, leadingFactors, totalOf } from './assess-urgency.ts';
import type { TriageFacts } from './triage-facts.ts';

const assess = (fields: Partial<TriageFacts> = {}) => assessUrgency(triageFacts(fields), TRIAGE_RULES, findPassages);
const applied = (fields: Partial<TriageFacts>) =>
  assess(fields)
    .dangerFactors.filter((factor) => factor.applied)
    .map((factor) => factor.code);
const incident = (incidentType: string) => [{ incidentType, occurredAt: null }];

const MATERIAL = 'Child Pornography (possession, manufacture, and distribution)';
const ANNOTATIONS = ['sextortion', 'sadisticOnlineExploitation', 'informational', 'spam', 'minorToMinorInteraction'];
const TYPES = [MATERIAL, 'Child Sexual Molestation', 'Child Sex Trafficking', 'something else'];

const anyFacts = fc.record({
  annotations: fc.subarray(ANNOTATIONS),
  incidents: fc.constantFrom(...TYPES).map(incident),
  senderAlarm: fc.option(fc.constant('priority 1')),
  files: fc.array(
    fc
      .record({ viral: fc.boolean(), seenBefore: fc.boolean() })
      .map(({ viral, seenBefore }) => aTriagedFile({ seenBefore, annotations: viral ? ['viral'] : ['liveStreaming'] })),
    { maxLength: 4 },
  ),
  linkedReports: fc.nat(3),
  victims: fc.record({ count: fc.nat(2), ageBands: fc.subarray<AgeBand>([...AGE_BANDS]) }),
  verdicts: fc.dictionary(
    fc.constantFrom(...TRIAGE_RULES.danger.map((rule) => rule.code)),
    fc.constantFrom('confirmed' as const, 'refused' as const, 'considered' as const),
  ),
});

describe('the score', () => {
  it('is on both axes exactly the sum of its applied parts, between 0 and 100', () => {
    fc.assert(
      fc.property(anyFacts, (fields) => {
        const assessment = assess(fields);
        expect(totalOf(assessment.dangerFactors)).toBe(assessment.danger);
        expect(totalOf(assessment.completenessFactors)).toBe(assessment.completeness);
        for (const score of [assessment.danger, assessment.completeness]) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
        }
      }),
    );
  });

  it('names the ceiling as a part of its own', () => {
    const assessment = assess({ annotations: ['sextortion', 'sadisticOnlineExploitation'], senderAlarm: 'priority 1' });
    expect(assessment.danger).toBe(100);
    expect(assessment.dangerFactors.at(-1)).toMatchObject({
      code: 'ceiling',
      weight: -25,
      applied: true,
      detail: '125',
    });
  });

  it('lists the factors that do not apply beside those that do', () => {
    const codes = assess().dangerFactors.map((factor) => factor.code);
    for (const rule of TRIAGE_RULES.danger) expect(codes).toContain(rule.code);
  });

  it('reaches 100 for completeness only when everything asked for is there', () => {
    const full = TRIAGE_RULES.completeness.reduce((sum, rule) => sum + rule.weight, 0);
    expect(full).toBe(100);
    expect(assess().completeness).toBe(0);
  });

  it('keeps completeness out of urgency', () => {
    const ip = {
      kind: 'ip',
      role: 'reported',
      port: 4433,
      zoneStated: true,
      path: 'personOrUserReported.ipCaptureEvent[0]',
    };
    const bare = assess({ incidents: incident(MATERIAL) });
    const rich = assess({ incidents: incident(MATERIAL), identifiers: [ip] });
    expect(rich.completeness).toBe(28);
    expect([rich.danger, rich.urgency]).toEqual([bare.danger, bare.urgency]);
  });

  it('speaks both languages in every part', () => {
    for (const { words } of [...TRIAGE_RULES.danger, ...TRIAGE_RULES.completeness]) {
      expect(words.en.length).toBeGreaterThan(2);
      expect(words.fr.length).toBeGreaterThan(2);
    }
  });
});

describe('urgency', () => {
  it('is imminent for sextortion and violent networks, whatever the sum', () => {
    for (const annotation of ['sextortion', 'sadisticOnlineExploitation']) {
      const assessment = assess({ annotations: [annotation] });
      expect(assessment.urgency).toBe('P1');
      expect(assessment.raisedBy).toHaveLength(1);
    }
  });

  it('is medium for new material and low for a meme received before', () => {
    const known = aTriagedFile({ seenBefore: true, annotations: ['potentialMeme'] });
    expect(assess({ incidents: incident(MATERIAL), files: [aTriagedFile()] }).urgency).toBe('P3');
    expect(assess({ incidents: incident(MATERIAL), files: [known] }).urgency).toBe('P4');
  });

  it('puts an empty report of a mass sender in the informational lane, a child in it never', () => {
    expect(assess({ persons: [] }).urgency).toBe('informational');
    expect(assess({ annotations: ['informational'] }).urgency).toBe('informational');
    const withChild = assess({ annotations: ['informational'], incidents: incident('Child Sex Trafficking') });
    expect(withChild.urgency).toBe('P2');
  });

  it('sends what cannot be read to a person, not to the informational lane', () => {
    expect(assess({ reading: 'unreadable' }).urgency).toBe('P3');
  });

  it('gives interaction between minors less weight but never less than medium', () => {
    const assessment = assess({ annotations: ['minorToMinorInteraction'] });
    expect(applied({ annotations: ['minorToMinorInteraction'] })).toContain('minor-to-minor');
    expect(assessment.urgency).toBe('P3');
  });

  it('shows the two factors that weigh most', () => {
    const assessment = assess({
      incidents: incident('Child Sex Trafficking'),
      files: [aTriagedFile()],
      linkedReports: 2,
    });
    expect(leadingFactors(assessment)).toEqual(['child-trafficking', 'linked-reports']);
  });
});

describe('a factor proposed from a narrative', () => {
  const narrative = (body: string, restricted = false) => ({
    narratives: [{ narrativeId: 5, path: 'additionalInfo', body, restricted }],
  });

  it('shows its passage and counts for nothing until a person confirms it', () => {
    const before = assess(narrative('The provider states that a meeting is planned tonight.'));
    expect(before.proposed.map(({ factor, verdict }) => [factor, verdict])).toEqual([
      ['meeting-planned', null],
      ['meeting-planned', null],
    ]);
    expect(before.danger).toBe(0);
    const after = assess({
      ...narrative('a meeting is planned tonight'),
      verdicts: { 'meeting-planned': 'confirmed' },
    });
    expect([after.danger, after.urgency]).toEqual([40, 'P1']);
  });

  it('leaves the score alone when a person only considered it', () => {
    expect(assess({ ...narrative('ce soir'), verdicts: { 'meeting-planned': 'considered' } }).danger).toBe(0);
  });

  it('drops out when a person refuses it in spite of the fields', () => {
    expect(applied({ incidents: incident(MATERIAL), verdicts: { 'material-reported': 'refused' } })).toEqual([]);
  });

  it('is never quoted from a child’s own words', () => {
    const [proposal] = assess(narrative('tonight', true)).proposed;
    expect(proposal?.passage).toBe('');
  });
});
