import { describe, expect, test } from 'vitest';
import type { AgencyCode } from '#core/ids.ts';
import type { RouteRole } from './candidate.ts';
import { routesOfDecision } from './route-decision.ts';

const KNOWN = new Set(['QC-SPL', 'QC-SPVG', 'ON-OPP']);
const aCandidate = (agency: string, rank = 1, role: RouteRole = 'reported-place') => ({
  agency: agency as AgencyCode,
  rank,
  role,
});
const routes = (target: string | null, ...candidates: ReturnType<typeof aCandidate>[]) => {
  const decided = routesOfDecision(target, candidates, KNOWN);
  return decided.ok ? decided.value.map((route) => `${route.role} ${route.code} ${route.status}`) : decided.refusal;
};

describe('routing a decided report', () => {
  test('the service the person chose wins over the first candidate', () => {
    expect(routes('ON-OPP', aCandidate('QC-SPL'))).toEqual(['reported-place ON-OPP accepted']);
  });

  test('without a choice the first candidate is taken', () => {
    expect(routes(null, aCandidate('ON-OPP', 2), aCandidate('QC-SPL'))).toEqual(['reported-place QC-SPL accepted']);
  });

  test("another service at the child's place is proposed beside it", () => {
    expect(routes(null, aCandidate('QC-SPL'), aCandidate('QC-SPVG', 1, 'victim-place'))).toEqual([
      'reported-place QC-SPL accepted',
      'victim-place QC-SPVG proposed',
    ]);
    expect(routes('QC-SPVG', aCandidate('QC-SPL'), aCandidate('QC-SPVG', 1, 'victim-place'))).toHaveLength(1);
  });

  test('a service the directory does not have is refused', () => {
    expect(routes('XX-NONE', aCandidate('QC-SPL'))).toEqual({ kind: 'unknown-target', target: 'XX-NONE' });
  });

  test('a report decided before any candidate was ranked goes to the national centre', () => {
    expect(routes(null)).toEqual(['reported-place FED-NCECC accepted']);
  });
});
