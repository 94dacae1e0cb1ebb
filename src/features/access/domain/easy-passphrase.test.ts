import { describe, expect, test } from 'vitest';
import { isEasilyGuessed } from './easy-passphrase.ts';

const NAME = 'Marie-Ève Tremblay';

describe('a passphrase somebody would try first', () => {
  test.each([
    'vigie vigie vigie',
    'Tremblay2026!',
    'MarieEve1980',
    'mot de passe 123',
    'Password123456!',
    'gendarmerie royale',
    'ncecc-cncee-2026',
    'aaaaaaaaaaaaaaaaa',
    'abababababababab',
    'qwertyuiop12345',
    '123456789012345678',
  ])('is refused: %s', (text) => {
    expect(isEasilyGuessed(text, NAME)).toBe(true);
  });

  test.each([
    'a long walk by the river',
    'l’été est fini depuis longtemps',
    'правильная лошадь батарея',
    '馬 電池 主食 正確 橋 雲 森',
    'the vigie keeps its lantern lit',
    'Tremblay walks home along canals',
    '9f3kq0x7vb2m',
  ])('is not mistaken for one: %s', (text) => {
    expect(isEasilyGuessed(text, NAME)).toBe(false);
  });
});
