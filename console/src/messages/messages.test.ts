import { describe, expect, it } from 'vitest';
import { speechOf } from '../ui/language.tsx';
import type { Pair } from '../ui/locale.ts';

const files = import.meta.glob<Record<string, unknown>>(['./*.ts', '!./*.test.ts', '!./messages.ts', '!./keys.ts'], {
  eager: true,
});

const isPair = (value: unknown): value is Pair =>
  typeof value === 'object' && value !== null && 'en' in value && 'fr' in value;

const pairs: readonly (readonly [string, Pair])[] = Object.entries(files).flatMap(([file, exported]) =>
  Object.values(exported)
    .filter((table) => typeof table === 'object' && table !== null)
    .flatMap((table) => Object.entries(table as object))
    .flatMap(([key, value]) => (isPair(value) ? [[`${file} ${key}`, value] as const] : [])),
);

const argumentsOf = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{(\w+)(?=[},])/g)].map(([, name]) => name ?? ''))]
    .filter((name) => /^[a-z]+$/.test(name))
    .sort();

describe('the words of the console', () => {
  it('are found', () => {
    expect(pairs.length).toBeGreaterThan(200);
  });

  it('stand in both languages, and take the same values', () => {
    for (const [key, { en, fr }] of pairs) {
      expect(en.trim(), key).not.toBe('');
      expect(fr.trim(), key).not.toBe('');
      if (!en.includes('plural') && !fr.includes('plural')) expect(argumentsOf(fr), key).toEqual(argumentsOf(en));
    }
  });

  it('follow French typography: a no-break space before a colon and inside quotation marks, curved apostrophes', () => {
    for (const [key, { fr }] of pairs) {
      expect(fr, key).not.toMatch(/[^\s\u00a0]:(?!\/)/);
      expect(fr, key).not.toMatch(/ :/);
      expect(fr, key).not.toMatch(/«[^\u00a0]|[^\u00a0]»/);
      expect(fr, key).not.toMatch(/\w'\w/);
    }
  });

  it('raise no voice and ask no favour', () => {
    for (const [key, { en, fr }] of pairs) expect(`${en} ${fr}`, key).not.toMatch(/!|\bplease\b|veuillez/i);
  });

  it('count by the rules of each language, with grouped figures', () => {
    const pair = {
      en: '{n, plural, one {1 report} other {{n} reports}}',
      fr: '{n, plural, one {{n} signalement} many {{n} signalements} other {{n} signalements}}',
    };
    expect(speechOf('fr').t(pair, { n: 0 })).toBe('0 signalement');
    expect(speechOf('en').t(pair, { n: 0 })).toBe('0 reports');
    expect(speechOf('en').t(pair, { n: 1 })).toBe('1 report');
    expect(speechOf('fr').t(pair, { n: 4112 })).toBe('4\u00a0112 signalements');
  });
});
