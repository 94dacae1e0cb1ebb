import { describe, expect, it } from 'vitest';
import { plainWords, textPrint } from './text-print.ts';

const RULES = { words: 3, kept: 4, minimumWords: 8, wordsRead: 400 };
const LONG = 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen';

describe('the plain words of a text', () => {
  it('leave out numbers, addresses, times, accounts, accents and case', () => {
    const text = 'Élève “acct-17” wrote at 10:01, from a@example.org (192.0.2.7): HELLO!';
    expect(plainWords(text, new Set(), 99)).toEqual(['eleve', '#', 'wrote', 'at', '#', 'from', '#', '#', 'hello']);
  });

  it('leave out a reported name that looks like a word', () => {
    expect(plainWords('Plain posted it.', new Set(['plain']), 99)).toEqual(['#', 'posted', 'it']);
  });

  it('are read up to a limit, so that a long text costs no more', () => {
    expect(plainWords(LONG.repeat(50), new Set(), 10)).toHaveLength(10);
  });
});

describe('the print of a text', () => {
  const print = (text: string) => textPrint(text.split(' '), RULES);

  it('is the same for the same words and another for others', () => {
    expect(print(LONG)).toBe(print(LONG));
    expect(print(LONG)).not.toBe(print(LONG.split(' ').reverse().join(' ')));
  });

  it('mostly outlasts a changed word in a long text', () => {
    const letters = (n: number) => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
    const long = Array.from({ length: 120 }, (_, index) => `w${letters(index * 7919)}`);
    const changes = long.map((_, at) => textPrint(long.with(at, 'other'), RULES));
    const same = changes.filter((one) => one === textPrint(long, RULES)).length;
    expect(same).toBeGreaterThan(long.length * 0.7);
  });

  it('is none for a text of placeholders', () => {
    expect(print('# # # # # # # # # one two # # #')).toBeNull();
  });
});
