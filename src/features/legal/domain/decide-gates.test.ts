import { describe, expect, test } from 'vitest';
import { GATE_POLICY } from '../rule-book.ts';
import { decideGates, type GatedReport } from './decide-gates.ts';

const aReport = (fields: Partial<GatedReport>): GatedReport => ({
  reportId: 1,
  source: 'provider',
  identifiers: [],
  files: [],
  ...fields,
});
const anAddress = { identifierId: 7, kind: 'ip', provenance: 'reported-by-provider' };

describe('the legal gate', () => {
  test('notes an address that came from abroad unasked, and names the policy', () => {
    expect(decideGates(aReport({ source: 'ncmec', identifiers: [anAddress] }), GATE_POLICY)).toMatchObject([
      { target: 'identifier', targetId: 7, state: 'noted', policyVersion: GATE_POLICY.version },
    ]);
    const fromAbroad = { ...anAddress, provenance: 'foreign-agency' };
    expect(decideGates(aReport({ identifiers: [fromAbroad] }), GATE_POLICY)).toHaveLength(1);
  });

  test('leaves an address of a Canadian provider and every other identifier open', () => {
    const email = { identifierId: 8, kind: 'email', provenance: 'foreign-agency' };
    expect(decideGates(aReport({ identifiers: [anAddress, email] }), GATE_POLICY)).toEqual([]);
  });

  test('notes a file that the provider did not view, and one of which it does not say', () => {
    const files = [
      { fileId: 1, viewedByEsp: true },
      { fileId: 2, viewedByEsp: false },
      { fileId: 3, viewedByEsp: null },
    ];
    expect(decideGates(aReport({ files }), GATE_POLICY).map((gate) => gate.targetId)).toEqual([2, 3]);
  });

  test('a policy row may block', () => {
    const rules = GATE_POLICY.rules.map((rule) => ({ ...rule, state: 'blocked' as const }));
    const [gate] = decideGates(aReport({ source: 'ncmec', identifiers: [anAddress] }), { ...GATE_POLICY, rules });
    expect(gate?.state).toBe('blocked');
  });
});
