import { describe, expect, test } from 'vitest';
import { findRecurrences, type SightedFile } from './find-recurrences.ts';

const SHA = { kind: 'sha256', hex: 'a'.repeat(64) } as const;
const MD5 = { kind: 'md5', hex: 'b'.repeat(32) } as const;
const held = (reportId: number, ...digests: SightedFile['digests'][number][]): SightedFile => ({
  reportId,
  fileId: reportId * 10,
  digests,
});

describe('files that came before', () => {
  test('the first holder has no match, the others name it and count those before them', () => {
    const files = [held(5, SHA), held(3, SHA), held(4, SHA)];
    const found = findRecurrences(files, new Map([[SHA.hex, { firstReportId: 1, reportCount: 10 }]]));
    expect(found.map((one) => [one.reportId, one.earlierReports])).toEqual([
      [5, 9],
      [3, 7],
      [4, 8],
    ]);
    expect(findRecurrences([held(1, SHA)], new Map([[SHA.hex, { firstReportId: 1, reportCount: 1 }]]))).toEqual([]);
  });

  test('a weak digest is used only where the strong one is new', () => {
    const sightings = new Map([
      [SHA.hex, { firstReportId: 2, reportCount: 1 }],
      [MD5.hex, { firstReportId: 1, reportCount: 2 }],
    ]);
    expect(findRecurrences([held(2, SHA, MD5)], sightings)).toMatchObject([{ hashKind: 'md5', earlierReports: 1 }]);
  });

  test('two equal files of one report are one sighting, not a recurrence', () => {
    const twice = [held(2, SHA), { ...held(2, SHA), fileId: 21 }];
    expect(findRecurrences(twice, new Map([[SHA.hex, { firstReportId: 2, reportCount: 1 }]]))).toEqual([]);
  });
});
