import { describe, expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { departsFromSchema, findDrift, type ReportElement } from './find-drift.ts';

const NOW = '2026-11-24T00:00:00.000Z' as Instant;

function element(name: string, content: string | readonly ReportElement[]): ReportElement {
  const text = typeof content === 'string' ? content : '';
  return { name, prefix: null, attributes: {}, text, children: typeof content === 'string' ? [] : content };
}

const summary = (at: string) =>
  element('incidentSummary', [element('incidentType', 'Child Sex Tourism'), element('incidentDateTime', at)]);
const reporter = element('reporter', [element('reportingPerson', [])]);

describe('drift of a report', () => {
  it('is none where the document follows the table', () => {
    expect(findDrift(element('report', [summary('2026-02-01T00:00:00Z'), reporter]), 'report', NOW)).toEqual([]);
  });

  it('names an element out of order and one nobody knows, both against the schema', () => {
    const drift = findDrift(
      element('report', [reporter, summary('2026-02-01T00:00:00Z'), element('novelty', 'x')]),
      'report',
      NOW,
    );
    expect(drift.map((one) => one.kind)).toEqual(expect.arrayContaining(['order', 'unknown-element']));
    expect(departsFromSchema(drift)).toBe(true);
  });

  it('notes a time without a zone and one in the future, which the schema itself would pass', () => {
    const unstated = findDrift(element('report', [summary('2026-02-01T00:00:00'), reporter]), 'report', NOW);
    const future = findDrift(element('report', [summary('2027-02-01T00:00:00Z'), reporter]), 'report', NOW);
    expect(unstated.map((one) => one.kind)).toEqual(['zone-unstated']);
    expect(future.map((one) => one.kind)).toEqual(['future-date']);
    expect(departsFromSchema([...unstated, ...future])).toBe(false);
  });
});
