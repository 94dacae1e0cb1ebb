import { expect, test } from 'vitest';
import { foldedName } from './provider-name.ts';

test('one provider is one name, however it is capitalised, accented or spaced', () => {
  expect(foldedName(' Réseau  Exemple Inc. ')).toBe('reseau exemple inc');
  expect(foldedName('RESEAU EXEMPLE INC')).toBe('reseau exemple inc');
});

test('a sender without a name is one unknown sender', () => {
  expect(foldedName(' . ')).toBe('unknown');
});
