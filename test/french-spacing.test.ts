import { describe, expect, it } from 'vitest';
import { misspacedFrench, spaceFrench } from '../tools/space-french.ts';

// Proved here: the French of the sources is spaced as Canadian French is typeset (ux page, 3.5). `node tools/space-french.ts` mends it.
// Alone: npx vitest run --project unit test/french-spacing.test.ts

describe('French words', () => {
  it.each([
    ['Motif : aucun', 'Motif~: aucun'],
    ['état « scellé »; ensuite', 'état «~scellé~»; ensuite'],
    ['déduite ; une personne', 'déduite; une personne'],
    ['Délai dépassé !', 'Délai dépassé!'],
    [`'Ses messages :'`, `'Ses messages~:'`],
    ['80 % des cas', '80~% des cas'],
    ['seul file: est pris', 'seul file: est pris'],
    ['de {place} à 21:47', 'de {place} à 21:47'],
  ])('are spaced: %s', (typed, spaced) => {
    expect(spaceFrench(typed, '~')).toBe(spaced);
    expect(spaceFrench(spaced, '~')).toBe(spaced);
  });

  it('keep what a template computes as it is', () => {
    const computed = `$\{name ?? 'a : b'}`.replace('\\', '');
    expect(spaceFrench(`${computed} : oui`, '~')).toBe(`${computed}~: oui`);
  });

  it('are spaced so in every source and in all reference data', () => {
    expect(misspacedFrench()).toEqual([]);
  });
});
