import { describe, expect, it } from 'vitest';
import { findPassages, TRIAGE_RULES, WORD_LIST } from '../rule-book.ts';
import { foldText } from './find-passages.ts';

const find = (body: string) => findPassages([{ narrativeId: 1, path: 'additionalInfo', body, restricted: false }]);

describe('passages', () => {
  it('point at the words of the text as received, in both languages, accents or none', () => {
    for (const [body, words] of [
      ['Compte vu : rendez-vous CE SOIR à Laval.', 'CE SOIR'],
      ['ENTRAÎNEUR au secondaire', 'ENTRAÎNEUR'],
      ['il a dit : envoie de l’argent', 'envoie de l’argent'],
      ['they said: I will kill  myself', 'kill  myself'],
    ] as const) {
      const passages = find(body).map(({ start, end }) => body.slice(start, end));
      expect(passages).toContain(words);
    }
  });

  it('are whole words: a volume is no flight', () => {
    expect(find('Le volume de données, un volontaire, approaches')).toEqual([]);
  });

  it('keep their positions behind characters whose lower case is longer', () => {
    const body = 'İİİ teacher';
    expect(find(body).map(({ start, end }) => body.slice(start, end))).toEqual(['teacher']);
  });

  it('stay few however long the text is', () => {
    expect(find('tonight '.repeat(50_000))).toHaveLength(3);
  });

  it('name only factors the rules know', () => {
    const known = TRIAGE_RULES.danger.map((rule) => rule.code);
    for (const { factor } of WORD_LIST.terms) expect(known).toContain(factor);
  });
});

it('folds text unit for unit', () => {
  expect(foldText('Élève ŒUVRE’')).toBe("eleve œuvre'");
});
