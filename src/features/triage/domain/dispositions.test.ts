import { expect, it } from 'vitest';
import { DISPOSITIONS } from '#core/vocabulary.ts';
import { DISPOSITION_CHOICES, reasonOf } from './dispositions.ts';

it('offers every disposition once, each under a letter of its own, with words in both languages', () => {
  expect(DISPOSITION_CHOICES.map((choice) => choice.code).sort()).toEqual([...DISPOSITIONS].sort());
  expect(new Set(DISPOSITION_CHOICES.map((choice) => choice.key)).size).toBe(DISPOSITIONS.length);
  for (const choice of DISPOSITION_CHOICES) expect(choice.words.en && choice.words.fr).toBeTruthy();
});

it('takes a reason by its digit or by its code, and no other', () => {
  for (const { code, reasons } of DISPOSITION_CHOICES) {
    for (const reason of reasons) {
      expect(reasonOf(code, reason.code)).toBe(reason);
      expect(reasonOf(code, String(reason.digit))).toBe(reason);
    }
    expect(reasonOf(code, 'no-such-reason')).toBeNull();
  }
});
