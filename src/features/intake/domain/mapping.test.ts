import { describe, expect, test } from 'vitest';
import { aMapping, aRule } from '../testing.ts';
import { checkMapping, type MappingFault, type MappingRule } from './mapping.ts';

const faultsOf = (...rules: readonly MappingRule[]): readonly MappingFault['code'][] =>
  checkMapping(aMapping({ rules })).map(({ code }) => code);

describe('a mapping before it is published', () => {
  test('one without fault has none', () => {
    expect(checkMapping(aMapping())).toEqual([]);
  });

  test.each<[string, MappingRule, MappingFault['code']]>([
    ['a target there is not', aRule('a', 'nowhere'), 'unknown-target'],
    ['neither field nor constant', { ...aRule('a', 'platform'), from: null }, 'no-origin'],
    ['field and constant at once', aRule('a', 'platform', { constant: 'b' }), 'two-origins'],
    ['a date pattern nobody can read', aRule('a', 'occurredAt', { pattern: 'dd/MM/yy' }), 'bad-pattern'],
    ['a person without number', aRule('a', 'person.firstName', { item: 0 }), 'bad-item'],
    ['a role of its own', aRule('a', 'person.role', { values: [{ from: 'x', to: 'suspect' }] }), 'unknown-role'],
    ['a flag that is none', aRule('a', 'file.viewed', { values: [{ from: 'x', to: 'maybe' }] }), 'not-a-flag'],
  ])('is refused for %s', (_, rule, code) => {
    expect(faultsOf(rule)).toContain(code);
  });

  test('two rules may not fill what holds one value; two persons, two files and many texts may', () => {
    expect(faultsOf(aRule('a', 'platform'), aRule('b', 'platform'))).toEqual(['twice']);
    const two = [aRule('a', 'person.firstName'), aRule('b', 'person.firstName', { item: 2 })];
    expect(faultsOf(...two, aRule('c', 'narrative'), aRule('d', 'narrative'))).toEqual([]);
  });

  test('it must be recognised by something, know its zone, and name the element of an XML record', () => {
    const codes = checkMapping(aMapping({ kind: 'xml', recognises: [], zone: 'EST' })).map(({ code }) => code);
    expect(codes).toEqual(['nothing-recognises', 'no-record', 'bad-zone']);
  });
});
