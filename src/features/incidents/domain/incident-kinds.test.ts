import { expect, test } from 'vitest';
import { INCIDENT_KINDS, OPENED_BY } from './incident-kinds.ts';

test('every kind that opens by itself names the thing it is about', () => {
  for (const kind of Object.values(OPENED_BY)) {
    expect(INCIDENT_KINDS[kind].opening.en, kind).toContain('{id}');
    expect(INCIDENT_KINDS[kind].opening.fr, kind).toContain('{id}');
  }
});

test('a recall, a tamper alarm, unreviewed emergency access and damaged evidence open by themselves', () => {
  expect(Object.keys(OPENED_BY)).toEqual(
    expect.arrayContaining([
      'package.retracted',
      'audit.tamper-found',
      'access.break-glass-overdue',
      'vault.object-damaged',
    ]),
  );
});
