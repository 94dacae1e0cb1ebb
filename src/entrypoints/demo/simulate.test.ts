import { describe, expect, it } from 'vitest';
import { simulateIncidents } from './simulate.ts';
import { writeCyberTip } from './write-cybertip.ts';

const caseload = (reports: number, seed: number) => [...simulateIncidents(reports, seed)];

describe('the synthetic caseload', () => {
  it('is the same for the same seed and another for another', () => {
    const written = (seed: number) => caseload(50, seed).map(writeCyberTip).join('\n');
    expect(written(7)).toBe(written(7));
    expect(written(7)).not.toBe(written(8));
  });

  it('meets some persons many times and most once, and a person keeps account and home', () => {
    const byPerson = Map.groupBy(caseload(3_000, 1), (incident) => incident.person.id);
    const sizes = [...byPerson.values()].map((reports) => reports.length).sort((a, b) => b - a);
    expect(sizes[0]).toBeGreaterThan(10);
    expect(sizes.filter((size) => size === 1).length).toBeGreaterThan(sizes.length / 3);
    for (const reports of byPerson.values()) {
      expect(new Set(reports.map((report) => `${report.person.accountId} ${report.person.home.city}`)).size).toBe(1);
    }
  });

  it('holds the declared shares of bundles, missing ports and unstated zones, and only documentation addresses', () => {
    const reports = caseload(4_000, 3);
    const share = (holds: (report: (typeof reports)[number]) => boolean) =>
      reports.filter(holds).length / reports.length;
    expect(share((report) => report.bundle !== null)).toBeCloseTo(0.05, 1);
    expect(share((report) => !report.zoneStated)).toBeCloseTo(0.1, 1);
    expect(share((report) => report.captures.some((capture) => capture.port === null))).toBeGreaterThan(0.4);
    expect(
      reports
        .flatMap((report) => report.captures)
        .every((capture) => /^(2001:db8:|203\.0\.113\.)/.test(capture.address)),
    ).toBe(true);
    expect(reports.some((report) => report.urgent)).toBe(true);
  });
});
