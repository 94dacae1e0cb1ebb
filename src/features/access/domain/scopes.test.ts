import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { userNameStem } from './scopes.ts';

describe('the user name made from a provider name', () => {
  test('accents and spaces become plain words with dashes', () => {
    expect(userNameStem('Hébergeur Générique (Québec) ltée')).toBe('hebergeur-generique-quebec-ltee');
  });

  test('a name in another script still gives a user name', () => {
    expect(userNameStem('提供者')).toBe('provider');
  });

  test('whatever the provider is called, the stem is safe in HTTP Basic', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(userNameStem(name)).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/);
      }),
    );
  });
});
