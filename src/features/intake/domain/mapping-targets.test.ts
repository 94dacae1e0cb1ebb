import { describe, expect, test } from 'vitest';
import { identifierKindOf, MAPPING_TARGETS, targetNamed } from './mapping-targets.ts';

describe('the targets of a mapping', () => {
  test('every target has words in both languages and a code of its own', () => {
    expect(new Set(MAPPING_TARGETS.map(({ code }) => code)).size).toBe(MAPPING_TARGETS.length);
    expect(MAPPING_TARGETS.every(({ words }) => words.en !== '' && words.fr !== '')).toBe(true);
  });

  test('are found by their code; those of an identifier name its kind, its details none', () => {
    expect(targetNamed('person.role')).toMatchObject({ of: 'person', reads: 'role' });
    expect(targetNamed('person.shoe-size')).toBeNull();
    expect(['identifier.ip', 'identifier.port', 'platform'].map(identifierKindOf)).toEqual(['ip', null, null]);
  });
});
