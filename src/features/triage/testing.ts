import type { Instant } from '#core/clock.ts';
import type { DecisionSituation } from './domain/decision-rules.ts';
import type { TriageFacts } from './domain/triage-facts.ts';

const RECEIVED = '2026-11-23T23:40:00.000Z' as Instant;

/** A parsed provider report of one unnamed person; every field can be set. */
export function triageFacts(fields: Partial<TriageFacts> = {}): TriageFacts {
  return {
    reportId: 1,
    version: 1,
    source: 'provider',
    receivedAt: RECEIVED,
    reading: 'parsed',
    senderAlarm: null,
    annotations: [],
    incidents: [],
    persons: [{ role: 'reported', named: false, placed: false, other: {}, path: 'personOrUserReported[0]' }],
    victims: { count: 0, ageBands: [] },
    identifiers: [],
    files: [],
    narratives: [],
    linkedReports: 0,
    verdicts: {},
    ...fields,
  };
}

/** A file with bytes and hash, not seen before. */
export function aTriagedFile(fields: Partial<TriageFacts['files'][number]> = {}): TriageFacts['files'][number] {
  return {
    hasBytes: true,
    hasHash: true,
    viewedStated: true,
    seenBefore: false,
    annotations: [],
    classification: null,
    path: 'fileDetails[0]',
    ...fields,
  };
}

/** An open report on its first version, held by person 7 for half an hour. */
export function aSituation(fields: Partial<DecisionSituation> = {}): DecisionSituation {
  return {
    state: 'open',
    holder: 7,
    leaseUntil: '2026-11-24T00:10:00.000Z' as Instant,
    claimedVersion: 1,
    currentVersion: 1,
    dangerFactors: [],
    proposed: [],
    verdicts: {},
    bundled: false,
    considerFromWeight: 15,
    ...fields,
  };
}
