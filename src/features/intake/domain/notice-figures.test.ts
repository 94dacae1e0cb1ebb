import { expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { noticeReport } from '../parse/notice-report.ts';
import { aNotice } from '../testing.ts';
import { noticeFigures } from './notice-figures.ts';

const now = '2026-11-24T12:00:00.000Z' as Instant;

test('counts addresses without a port, times without a zone and files nobody says were viewed', () => {
  const notice = aNotice({
    transmissionData: [
      { ip: '192.0.2.7', at: '2026-11-20 10:00' },
      { ip: '192.0.2.8', port: 1 },
    ],
    files: [{ name: 'a' }, { name: 'b', viewedByEsp: false }],
    discovery: { at: '2026-11-20T09:00:00Z', circumstances: 'seen from 203.0.113.9' },
  });
  expect(noticeFigures(noticeReport(notice, { now }))).toEqual({
    discoveredAt: '2026-11-20T09:00:00.000Z',
    connections: 2,
    connectionsWithoutPort: 1,
    times: 2,
    timesWithoutZone: 1,
    files: 2,
    filesViewUnstated: 1,
  });
});
