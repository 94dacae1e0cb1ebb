import { describe, expect, it } from 'vitest';
import { isOfAnotherTip, numberInPath, numberOfFile, numberOfFolder } from './tip-numbers.ts';

describe('the CyberTip number in the names of a drop', () => {
  it.each([
    ['190000001', '190000001'],
    ['ncmec:190000001', '190000001'],
    ['CyberTip 190000001', '190000001'],
    ['Cybertipline_Report_190000001', null],
    ['2026-11-24', null],
    ['photos', null],
  ])('a folder called %s is named after %s', (name, number) => {
    expect(numberOfFolder(name)).toBe(number);
  });

  it.each([
    ['190000001.pdf', '190000001'],
    ['190000001_f1.jpg', '190000001'],
    ['ncmec-190000001-files.zip', '190000001'],
    ['IMG_190000001.jpg', null],
    ['f1.jpg', null],
  ])('a file called %s begins with %s', (name, number) => {
    expect(numberOfFile(name)).toBe(number);
  });

  it('the nearest folder says whose a file is, before its own name does', () => {
    expect(numberInPath('/drops/190000001/files/20260101_1.jpg')).toBe('190000001');
    expect(numberInPath('/drops/a.zip!/ncmec:190000002/f1.jpg')).toBe('190000002');
    expect(numberInPath('/drops/190000003-files.zip!/f1.jpg')).toBe('190000003');
    expect(numberInPath('/drops/190000004_f1.jpg')).toBe('190000004');
    expect(numberInPath('/drops/f1.jpg')).toBeNull();
  });

  it('a file in the folder of another tip is not taken for this one', () => {
    expect(isOfAnotherTip('/drops/190000002/f1.jpg', '190000001')).toBe(true);
    expect(isOfAnotherTip('/drops/190000001/f1.jpg', '190000001')).toBe(false);
    expect(isOfAnotherTip('/drops/files/f1.jpg', '190000001')).toBe(false);
  });
});
