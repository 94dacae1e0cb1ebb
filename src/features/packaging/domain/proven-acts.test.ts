import { expect, test } from 'vitest';
import { idInNumber, readProvenAct, speaksOf } from './proven-acts.ts';

const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));
const SUBMITTED = { act: 'submit-package', object: { kind: 'package', ids: [3177] }, outcome: 'done' };

test('a number holds the id of its row', () => {
  expect([idInNumber('R-2026-000123'), idInNumber('PKG-2026-03177'), idInNumber('nothing')]).toEqual([123, 3177, 0]);
});

test('an entry speaks of a package only when it says that this one was submitted', () => {
  const act = readProvenAct(bytes(SUBMITTED));
  if (!act) throw new Error('unreadable');
  expect(speaksOf(act, 'PKG-2026-03177')).toBe(true);
  expect(speaksOf(act, 'PKG-2026-03178')).toBe(false);
  expect(speaksOf(act, 'R-2026-003177')).toBe(false);
  expect(speaksOf({ ...act, outcome: 'refused' }, 'PKG-2026-03177')).toBe(false);
});

test('what is not an entry is not read as one', () => {
  for (const bad of ['x', [], { act: 1 }, { ...SUBMITTED, object: { kind: 'package', ids: 3177 } }]) {
    expect(readProvenAct(bytes(bad))).toBeNull();
  }
});
