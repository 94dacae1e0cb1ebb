import { expect, test } from 'vitest';
import { ITEM_NUMBERS, isOtherBody, judgeItem, presetState } from './item-rules.ts';

const BARE = { located: false, hasFiles: false, fromOtherBody: false };
const FULL = { located: true, hasFiles: true, fromOtherBody: true };
const say = (fields: object) => ({ state: 'present' as const, reason: null, text: null, ...fields });

test('the two reports are always present, orders and requests always wait for a person', () => {
  expect(ITEM_NUMBERS.map((item) => presetState(item, BARE))).toEqual([
    'present',
    'pending',
    'present',
    'pending',
    'pending',
    'pending',
    'pending',
  ]);
  expect(ITEM_NUMBERS.filter((item) => presetState(item, FULL) === 'pending')).toEqual([2, 4]);
});

test('a provider’s own report is not another body’s', () => {
  expect(isOtherBody('provider')).toBe(false);
  expect(isOtherBody('ncmec')).toBe(true);
});

test('an item that does not apply says why', () => {
  expect(judgeItem(2, say({ state: 'not-applicable', reason: ' ' }), FULL)).toMatchObject({
    refusal: { kind: 'reason-missing' },
  });
  expect(judgeItem(2, say({ state: 'not-applicable', reason: 'none was sought' }), FULL).ok).toBe(true);
});

test('the disposition report and the general report cannot be left out', () => {
  for (const item of [1, 3] as const) {
    expect(judgeItem(item, say({ state: 'not-applicable', reason: 'no' }), FULL)).toMatchObject({
      refusal: { kind: 'always-present' },
    });
  }
});

test('results of an order are present only with their words', () => {
  expect(judgeItem(2, say({}), FULL)).toMatchObject({ refusal: { kind: 'text-missing' } });
  expect(judgeItem(2, say({ text: 'Received on 3 March.' }), FULL).ok).toBe(true);
});

test('evidence that is not there is not called present', () => {
  expect(judgeItem(6, say({}), BARE)).toMatchObject({ refusal: { kind: 'nothing-to-show' } });
  expect(judgeItem(6, say({}), FULL).ok).toBe(true);
  expect(judgeItem(5, say({ text: 'Placed by the unit.' }), BARE).ok).toBe(true);
});
