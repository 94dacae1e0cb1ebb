import { describe, expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import type { Incident } from '../types.ts';
import { applyAct, type IncidentChange } from './apply-act.ts';

const NOW = '2026-11-24T12:00:00.000Z' as Instant;

function anIncident(part: Partial<Incident> = {}): Incident {
  return {
    incidentId: 1,
    number: 'I-2026-00001',
    kind: 'other',
    state: 'open',
    eventKind: null,
    aboutId: null,
    openedBy: 'staff:1',
    happenedAt: null,
    knownAt: NOW,
    what: 'A laptop was left behind.',
    affected: null,
    containment: null,
    material: null,
    judgement: null,
    jeopardisesFunction: false,
    personalInformation: true,
    closedAt: null,
    ...part,
  };
}
const apply = (change: IncidentChange, part: Partial<Incident> = {}, clocksRunning = 0) =>
  applyAct(anIncident(part), change, { clocksRunning, now: NOW });

describe('an incident', () => {
  test('is contained, judged and closed, and each step keeps its words', () => {
    expect(apply({ act: 'contain', note: 'Wiped.' })).toMatchObject({
      value: { state: 'contained', containment: 'Wiped.' },
    });
    const judged = apply({ act: 'judge', material: 'not-material', note: 'Encrypted.' }, { state: 'contained' });
    expect(judged).toMatchObject({ value: { state: 'judged', material: 'not-material', judgement: 'Encrypted.' } });
    expect(apply({ act: 'close', note: '' }, { state: 'judged' })).toMatchObject({
      value: { state: 'closed', closedAt: NOW },
    });
  });

  test('is not judged while it is not known what it touches', () => {
    const change = { act: 'judge', material: 'material', note: 'x' } as const;
    for (const part of [{ jeopardisesFunction: null }, { personalInformation: null }])
      expect(apply(change, { state: 'contained', ...part })).toMatchObject({ refusal: { kind: 'facts-missing' } });
  });

  test('does not close while a clock runs', () => {
    expect(apply({ act: 'close', note: '' }, { state: 'judged' }, 1)).toMatchObject({
      refusal: { kind: 'clock-running' },
    });
  });

  test('that is closed is reopened, not rewritten', () => {
    expect(apply({ act: 'contain', note: 'x' }, { state: 'closed' })).toMatchObject({
      refusal: { kind: 'wrong-state' },
    });
    expect(apply({ act: 'reopen', note: 'x' }, { state: 'closed', closedAt: NOW })).toMatchObject({
      value: { state: 'open', closedAt: null },
    });
  });
});
