import { describe, expect, it } from 'vitest';
import { isTypedHash } from './typed-hash.ts';

const HASH = 'ab12cd34ef56ab12cd34ef56ab12cd34ef56ab12cd34ef56ab12cd34ef56ab12';

describe('a typed bag hash', () => {
  it('is accepted from its first eight characters on, whatever the case', () => {
    expect(isTypedHash('AB12CD34', HASH)).toBe(true);
    expect(isTypedHash(` ${HASH} `, HASH)).toBe(true);
  });

  it('is refused when short, wrong, or longer than the hash', () => {
    expect(isTypedHash('', HASH)).toBe(false);
    expect(isTypedHash('ab12cd3', HASH)).toBe(false);
    expect(isTypedHash('ab12cd35', HASH)).toBe(false);
    expect(isTypedHash(`${HASH}0`, HASH)).toBe(false);
  });
});
