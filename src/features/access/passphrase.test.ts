import { describe, expect, test } from 'vitest';
import { hashPassphrase, isPassphrase, NO_PASSPHRASE } from './passphrase.ts';

describe('a passphrase', () => {
  test('is known again however its accents were typed, and no other is', async () => {
    const kept = await hashPassphrase('l’été est fini depuis longtemps');
    expect(await isPassphrase('l’été est fini depuis longtemps'.normalize('NFD'), kept)).toBe(true);
    expect(await isPassphrase('l’ete est fini depuis longtemps', kept)).toBe(false);
  });

  test('of nobody is never right', async () => {
    expect(await isPassphrase('', NO_PASSPHRASE)).toBe(false);
  });
});
