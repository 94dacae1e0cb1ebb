import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { unwrapKey, wrapKey } from './key-wrap.ts';

describe('wrapping an object key', () => {
  test('a wrapped key comes back under the same root key and hides the key', () => {
    const [root, key] = [randomBytes(32), randomBytes(32)];
    const wrapped = wrapKey(root, key);
    expect(wrapped.includes(key)).toBe(false);
    expect(wrapped.length).toBe(40);
    expect(unwrapKey(root, wrapped).equals(key)).toBe(true);
  });

  test('another root key or an altered wrap is refused by name', () => {
    const root = randomBytes(32);
    const wrapped = wrapKey(root, randomBytes(32));
    expect(() => unwrapKey(randomBytes(32), wrapped)).toThrow(expect.objectContaining({ code: 'wrong-key' }));
    wrapped.writeUInt8(wrapped.readUInt8(3) ^ 1, 3);
    expect(() => unwrapKey(root, wrapped)).toThrow(expect.objectContaining({ code: 'wrong-key' }));
  });
});
