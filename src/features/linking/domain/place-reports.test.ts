import { describe, expect, test } from 'vitest';
import { LINKING_RULES } from '../rule-book.ts';
import type { StrongKind } from '../types.ts';
import { type KeyedReport, type KeyState, type KnownWorld, type PrintedKey, placeReports } from './place-reports.ts';

const key = (fingerprint: string, kind: StrongKind = 'account'): PrintedKey => ({
  fingerprint,
  kind,
  value: fingerprint,
  service: null,
  text: fingerprint,
});
const report = (reportId: number, ...keys: PrintedKey[]): KeyedReport => ({ reportId, keys });
const state = (anchorReportId: number, reportCount = 2, hub = false): KeyState => ({
  anchorReportId,
  reportCount,
  hub,
});
const world = (
  fields: Partial<{ keys: Record<string, KeyState>; subjects: [number, number][]; apart: [number, number][] }>,
) =>
  ({
    keys: new Map(Object.entries(fields.keys ?? {})),
    subjects: new Map(fields.subjects ?? []),
    apart: new Map((fields.apart ?? []).map(([one, other]) => [one, new Set([other])])),
  }) satisfies KnownWorld;
const place = (reports: KeyedReport[], known: KnownWorld) => placeReports(reports, known, LINKING_RULES);

describe('placing reports', () => {
  test('a new report joins the subject of its strongest anchor and says by what', () => {
    const known = world({
      keys: { weak: state(1, 9), strong: state(2) },
      subjects: [
        [1, 100],
        [2, 200],
      ],
    });
    const { placements, edges } = place([report(5, key('weak'), key('strong'))], known);
    expect(placements).toEqual([{ reportId: 5, subject: { existing: 200 }, joinedBy: 'strong' }]);
    expect(edges.map((edge) => [edge.a, edge.b, edge.key.fingerprint])).toEqual([
      [2, 5, 'strong'],
      [1, 5, 'weak'],
    ]);
  });

  test('reports of one set share the subject born with the first of them', () => {
    const { placements } = place([report(7, key('x')), report(6, key('x'))], world({ keys: { x: state(6) } }));
    expect(placements[0]?.subject).toBe(placements[1]?.subject);
    expect(placements.map((one) => one.joinedBy)).toEqual([null, 'x']);
  });

  test('two existing subjects stay two: the link is only proposed', () => {
    const known = world({
      keys: { x: state(1) },
      subjects: [
        [1, 100],
        [5, 500],
      ],
    });
    const { placements, edges } = place([report(5, key('x'))], known);
    expect(placements).toEqual([]);
    expect(edges).toHaveLength(1);
  });

  test('a hub joins nobody, and its edge says so', () => {
    const { placements, edges } = place(
      [report(5, key('x'))],
      world({ keys: { x: state(1, 4112, true) }, subjects: [[1, 100]] }),
    );
    expect(placements).toMatchObject([{ subject: { existing: null }, joinedBy: null }]);
    expect(edges[0]?.weight.toFixed(2)).toBe('0.02');
  });

  test('a report told apart from a member does not join that subject, nor is the pair proposed again', () => {
    const known = world({
      keys: { x: state(1), y: state(2) },
      subjects: [
        [1, 100],
        [2, 100],
      ],
      apart: [[5, 1]],
    });
    const { placements, edges } = place([report(5, key('x'), key('y'))], known);
    expect(placements).toMatchObject([{ subject: { existing: null } }]);
    expect(edges.map((edge) => edge.a)).toEqual([2]);
  });

  test('a repeated submission is proposed as a duplicate and makes no subject of its own', () => {
    const { placements, edges } = place([report(5, key('d', 'duplicate'))], world({ keys: { d: state(1) } }));
    expect(placements).toEqual([]);
    expect(edges).toMatchObject([{ key: { kind: 'duplicate' } }]);
  });

  test('no report has more than three edges, and every anchor comes before further evidence', () => {
    const keys = ['a', 'b', 'c', 'd', 'e'].map((print) => key(print));
    const known = world({ keys: { a: state(1), b: state(1), c: state(2), d: state(3), e: state(4) } });
    expect(place([report(9, ...keys)], known).edges.map((edge) => edge.a)).toEqual([1, 2, 3]);
  });
});
