import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import type { PrintedDocument } from './document.ts';
import { openTypesetter } from './typesetter.ts';

function documentOf(text: string): PrintedDocument {
  return {
    language: 'fr',
    title: `T ${text}`,
    author: text,
    at: '2026-11-24T02:47:00.000Z' as Instant,
    header: { left: text, right: text, page: 'page' },
    footer: [text],
    factsHead: ['a', 'b'],
    blocks: [
      { kind: 'heading', level: 2, text: `H ${text}` },
      { kind: 'paragraph', text },
      { kind: 'facts', rows: [[text, text]] },
      { kind: 'table', columns: [{ title: text, share: 1, face: 'code' }], rows: [[text]] },
      { kind: 'quote', text, source: text },
    ],
  };
}

const opened = openTypesetter();

describe.skipIf(!opened.ok)('the typesetter', () => {
  const pdf = (text: string) => {
    if (!opened.ok) throw new Error(opened.refusal.kind);
    return opened.value.pdf(documentOf(text));
  };

  it('sets whatever text was received: no script, symbol or markup stops a package', () => {
    const odd = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
    );
    fc.assert(
      fc.property(odd, (text) => pdf(text).subarray(0, 5).toString() === '%PDF-'),
      { numRuns: 40 },
    );
    for (const text of [
      '#panic("x")',
      '$x$ *a* _b_ `c` <d> @e \\',
      '\u0000',
      'שלום مرحبا',
      '👨‍👩‍👧',
      'é'.repeat(5_000),
      '',
    ]) {
      expect(pdf(text).length).toBeGreaterThan(0);
    }
  });
});

describe('a machine without the compiler', () => {
  it('is told so, by name', () => {
    expect(openTypesetter('not-installed-here')).toEqual({
      ok: false,
      refusal: { kind: 'no-typesetter', platform: `${process.platform}-${process.arch}` },
    });
  });
});
