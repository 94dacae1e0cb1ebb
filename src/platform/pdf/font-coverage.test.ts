import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fontCoverage, printable } from './font-coverage.ts';

const folder = dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json'));
const covers = fontCoverage(readFileSync(join(folder, 'ttf', 'DejaVuSans.ttf')));

describe('text for paper', () => {
  it('stays as it is where the font can show it', () => {
    const text = 'Été à 21 h 47, « Œuvre », имя, ελληνικά, ᐃᓄᒃᑎᑐᑦ';
    expect(printable(text, covers)).toBe(text);
  });

  it('shows what the font lacks, and what would hide, by its code', () => {
    expect(printable('名\u202e\u200b\u{20000}\ue000', covers)).toBe('[U+540D][U+202E][U+200B][U+20000][U+E000]');
  });

  it('keeps line ends of any kind and drops other control characters', () => {
    expect(printable('a\r\nb\rc\td\u0000\u0085', covers)).toBe('a\nb\nc    d');
  });

  it('survives halves of characters', () => {
    expect(printable('a\ud800b', covers)).toBe('a[U+D800]b');
  });
});
