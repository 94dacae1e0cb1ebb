import { describe, expect, it } from 'vitest';
import { numberInBody, readReportNumber } from './report-number.ts';

describe('the number of a report', () => {
  it('is a positive whole number below 2^53, blanks around it allowed', () => {
    expect(readReportNumber(' 4100001 ')).toBe(4_100_001);
    for (const text of ['', '0', '-1', '1e5', '0x12', '9007199254740993', '41 00', null, 7, ['1']])
      expect(readReportNumber(text)).toBeNull();
  });

  it('is found in an urlencoded body, and in a body that is the number itself', () => {
    expect(numberInBody('id=4100001')).toBe(4_100_001);
    expect(numberInBody('a=b&id=4100001&c')).toBe(4_100_001);
    expect(numberInBody('4100001\n')).toBe(4_100_001);
    expect(numberInBody('report=4100001')).toBeNull();
  });
});
