import { describe, expect, it } from 'vitest';
import { type NoticeQuality, qualityLines } from './quality-lines.ts';

const FLAWLESS: NoticeQuality = {
  notices: 4,
  connections: 4,
  connectionsWithoutPort: 0,
  times: 8,
  timesWithoutZone: 0,
  files: 0,
  filesViewUnstated: 0,
  repeats: 0,
  duplicates: 0,
  amended: 0,
  lagMedianMinutes: 60,
  lagP90Minutes: 90,
  lagKnown: 4,
  discoveredLater: 0,
  missing: { a: 0, b: 0, c: 0, d: 0, e: 0 },
  transmissionDataMissing: 0,
  completenessMedian: 72,
};
const mendable = (quality: Partial<NoticeQuality>) =>
  qualityLines({ ...FLAWLESS, ...quality }).flatMap(({ code, canImprove }) => (canImprove ? [code] : []));

describe('the lines of a quality card', () => {
  it('say nothing can be better where nothing is missing', () => {
    expect(mendable({})).toEqual([]);
  });

  it('mark what is missing, late, doubled or timed wrongly, each by itself', () => {
    expect(mendable({ connectionsWithoutPort: 1 })).toEqual(['port']);
    expect(mendable({ timesWithoutZone: 1 })).toEqual(['zone']);
    expect(mendable({ files: 1, filesViewUnstated: 1 })).toEqual(['viewed']);
    expect(mendable({ missing: { ...FLAWLESS.missing, e: 2 } })).toEqual(['item-e']);
    expect(mendable({ amended: 1, duplicates: 1, discoveredLater: 1 })).toEqual(['amended', 'clock', 'duplicates']);
  });

  it('count discoveries that lie after the receipt among all that have a time', () => {
    const line = qualityLines({ ...FLAWLESS, discoveredLater: 1 }).find(({ code }) => code === 'clock');
    expect(line?.figure).toEqual({ kind: 'share', count: 1, of: 5 });
  });

  it('do not hold a notice sent twice against its provider', () => {
    expect(mendable({ repeats: 3 })).toEqual([]);
  });

  it('name the statutory item in both languages', () => {
    const line = qualityLines(FLAWLESS).find(({ code }) => code === 'item-a');
    expect(line?.name).toEqual({
      en: 'Required item (a) missing: offence believed committed',
      fr: 'Élément exigé (a) absent\u00a0: infraction présumée',
    });
  });
});
