import { describe, expect, test } from 'vitest';
import { fillWords, REASON_WORDS } from './route-words.ts';

describe('filling words', () => {
  test('each language takes its own form of a value', () => {
    const filled = fillWords(REASON_WORDS.address, { place: { en: 'Quebec', fr: 'Québec' } });
    expect(filled).toEqual({ en: 'Address given: Quebec', fr: 'Adresse fournie\u00a0: Québec' });
  });

  test('a value that looks like a placeholder is not filled again', () => {
    expect(fillWords(REASON_WORDS.address, { place: '{place}' }).en).toBe('Address given: {place}');
  });
});
