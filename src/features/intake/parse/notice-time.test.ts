import { expect, test } from 'vitest';
import { noticeTime } from './notice-time.ts';

const instantOf = (at: string, zone?: string) => noticeTime(at, zone)?.instant;

test('a time with a zone beside it is one instant', () => {
  expect(instantOf('2026-02-03T04:05:06', 'America/Toronto')).toBe('2026-02-03T09:05:06.000Z');
  expect(instantOf('2026-07-03 04:05', 'America/St_Johns')).toBe('2026-07-03T06:35:00.000Z');
  expect(instantOf('2026-02-03T04:05:06', '-05:00')).toBe('2026-02-03T09:05:06.000Z');
  expect(instantOf('2026-02-03T04:05:06', 'UTC')).toBe('2026-02-03T04:05:06.000Z');
});

test('a zone inside the time wins over the one beside it', () => {
  expect(instantOf('2026-02-03T04:05:06Z', 'America/Toronto')).toBe('2026-02-03T04:05:06.000Z');
});

test.each([undefined, '', 'EST', 'Eastern time', 'America/Nowhere'])('no zone is guessed from %s', (zone) => {
  expect(noticeTime('2026-02-03T04:05:06', zone)).toMatchObject({ instant: null, zone: 'unstated' });
});

test('the hour that comes twice and the hour that never comes are no instant', () => {
  expect(instantOf('2026-11-01T01:30:00', 'America/Toronto')).toBeNull();
  expect(instantOf('2026-03-08T02:30:00', 'America/Toronto')).toBeNull();
  expect(instantOf('2026-11-01T02:30:00', 'America/Toronto')).toBe('2026-11-01T07:30:00.000Z');
});

test('what was not written is no time, and what cannot be read stays as written', () => {
  expect(noticeTime(undefined, 'UTC')).toBeNull();
  expect(noticeTime('yesterday', 'UTC')).toMatchObject({ asWritten: 'yesterday', zone: 'unreadable' });
});
