import { describe, expect, test } from 'vitest';
import { aMapping, aRule } from '../testing.ts';
import { fillTargets, portOf, unknownRole } from './fill-targets.ts';

const row = (cells: Readonly<Record<string, string>>) =>
  Object.entries(cells).map(([path, value]) => ({ path, at: [], value }));

describe('the rules of a mapping on one record', () => {
  test('turn listed values, whatever their case, and keep or drop the others as told', () => {
    const values = [{ from: 'Yes', to: 'urgent' }];
    const read = (otherwise: 'keep' | 'empty', value: string) => {
      const mapping = aMapping({ rules: [aRule('p', 'alarm', { values, otherwise })] });
      const { filled, drift } = fillTargets(mapping, row({ p: value }));
      return [filled[0]?.text, drift.map(({ kind }) => kind)];
    };
    expect(read('empty', ' YES ')).toEqual(['urgent', []]);
    expect(read('empty', 'no')).toEqual([null, ['unknown-value']]);
    expect(read('keep', 'no')).toEqual(['no', ['unknown-value']]);
  });

  test('part what a field holds several of, and say what they could not read without repeating it', () => {
    const rules = [
      aRule('u', 'identifier.url', { split: '|' }),
      aRule('port', 'identifier.port'),
      aRule('seen', 'file.viewed'),
    ];
    const { filled, drift } = fillTargets(aMapping({ rules }), row({ u: 'a | b|', port: '99999', seen: 'perhaps' }));
    expect(filled.filter(({ rule }) => rule.from === 'u').map(({ text }) => text)).toEqual(['a', 'b']);
    expect(drift.map(({ path, kind }) => [path, kind])).toEqual([
      ['port', 'unreadable-value'],
      ['seen', 'not-a-flag'],
    ]);
    expect(JSON.stringify(drift)).not.toMatch(/99999|perhaps/);
  });

  test('leave what no rule names, and nothing that is marked as not used', () => {
    const mapping = aMapping({ rules: [aRule('a', 'ignore')] });
    expect(fillTargets(mapping, row({ a: '1', b: '2', c: ' ' })).unmapped.map(({ path }) => path)).toEqual(['b']);
  });

  test('find a role that is none of ours, and a port that is one', () => {
    const mapping = aMapping({ rules: [aRule('r', 'person.role')] });
    expect(unknownRole(fillTargets(mapping, row({ r: 'minor' })).filled)?.written).toBe('minor');
    expect(unknownRole(fillTargets(mapping, row({ r: 'victim' })).filled)).toBeNull();
    expect([portOf('443'), portOf('0'), portOf('65536'), portOf('4e2')]).toEqual([443, null, null, null]);
  });
});
