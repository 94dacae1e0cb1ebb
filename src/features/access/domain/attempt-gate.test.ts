import { expect, test } from 'vitest';
import { attemptGate } from './attempt-gate.ts';

test('one network can fill its own places, never those of another', () => {
  const gate = attemptGate(2, 3);
  const first = gate.enter('192.0.2.1');
  expect([first, gate.enter('192.0.2.1')]).not.toContain(null);
  expect(gate.enter('192.0.2.1')).toBeNull();
  expect(gate.enter('198.51.100.1')).not.toBeNull();
  expect(gate.enter('203.0.113.1')).toBeNull();
  first?.();
  first?.();
  expect(gate.enter('203.0.113.1')).not.toBeNull();
  expect(gate.enter('203.0.113.1')).toBeNull();
});
