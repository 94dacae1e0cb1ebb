import { describe, expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { parseInThread } from './parse-in-thread.ts';
import { parseIspwsReport } from './parse-ispws-report.ts';

const NOW = '2026-11-24T12:00:00.000Z' as Instant;
const CAPTURE = '<ipCaptureEvent><ipAddress>192.0.2.7</ipAddress><eventName>Login</eventName></ipCaptureEvent>';
const reportOf = (captures: number) =>
  Buffer.from(
    `<report><incidentSummary><incidentType>Child Sex Tourism</incidentType><incidentDateTime>2026-11-20T10:00:00Z</incidentDateTime></incidentSummary><reporter><reportingPerson/></reporter><personOrUserReported>${CAPTURE.repeat(captures)}</personOrUserReported></report>`,
  );

describe('a large document', () => {
  it('is read in its own thread as it would be here', async () => {
    const bytes = reportOf(3);
    expect(await parseInThread(bytes, NOW)).toEqual(parseIspwsReport(bytes, { now: NOW }));
    const broken = Buffer.from('<report><a></report>');
    expect(await parseInThread(broken, NOW)).toEqual(parseIspwsReport(broken, { now: NOW }));
  });

  it('holds nobody else up: other work goes on while it is read', async () => {
    let turns = 0;
    let reading = true;
    const others = () => {
      turns += 1;
      if (reading) setImmediate(others);
    };
    const read = parseInThread(reportOf(20_000), NOW);
    setImmediate(others);
    expect((await read).ok).toBe(true);
    reading = false;
    // Read in this thread, no turn would come between.
    expect(turns).toBeGreaterThan(100);
  });

  it('takes its turn after one that failed', async () => {
    const failed = parseInThread(undefined as unknown as Buffer, NOW);
    const next = parseInThread(reportOf(1), NOW);
    await expect(failed).rejects.toThrow();
    expect((await next).ok).toBe(true);
  });
});
