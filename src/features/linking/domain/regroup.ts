/** A report with the fingerprints it may still be joined by (no hubs, no kinds that do not join) and their weights. */
export interface GroupMember {
  readonly reportId: number;
  readonly keys: readonly { readonly fingerprint: string; readonly weight: number }[];
}

/** Two reports, smaller id first. */
export type ReportPair = readonly [number, number];

/**
 * Splits reports into strong clusters: what people confirmed first, then shared values from the strongest down; a union that
 * would bring two reports together that a person told apart is left out. Neither the order of members nor of pairs matters.
 */
export function regroup(
  members: readonly GroupMember[],
  confirmed: readonly ReportPair[],
  apart: readonly ReportPair[],
): readonly (readonly number[])[] {
  const groups = new Map(members.map(({ reportId }) => [reportId, new Set([reportId])]));
  for (const [a, b] of [...confirmed].sort(byPair)) unite(groups, a, b, apart);
  for (const [a, b] of sharedPairs(members)) unite(groups, a, b, apart);
  return [...new Set(groups.values())]
    .map((group) => [...group].sort((a, b) => a - b))
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}

function unite(groups: Map<number, Set<number>>, a: number, b: number, apart: readonly ReportPair[]): void {
  const left = groups.get(a);
  const right = groups.get(b);
  if (!left || !right || left === right) return;
  if (apart.some(([x, y]) => (left.has(x) && right.has(y)) || (left.has(y) && right.has(x)))) return;
  const [small, large] = left.size < right.size ? [left, right] : [right, left];
  for (const reportId of small) {
    large.add(reportId);
    groups.set(reportId, large);
  }
}

/** Per value, each holder with the first one; strongest values first, ties by fingerprint and report. */
function sharedPairs(members: readonly GroupMember[]): readonly ReportPair[] {
  const holders = new Map<string, { weight: number; reports: number[] }>();
  for (const { reportId, keys } of members) {
    for (const { fingerprint, weight } of keys) {
      const line = holders.get(fingerprint) ?? { weight, reports: [] };
      line.reports.push(reportId);
      holders.set(fingerprint, line);
    }
  }
  return [...holders]
    .sort(([printA, a], [printB, b]) => b.weight - a.weight || (printA < printB ? -1 : 1))
    .flatMap(([, { reports }]) => {
      const [first, ...others] = [...reports].sort((a, b) => a - b);
      return first === undefined ? [] : others.map((other): ReportPair => [first, other]);
    });
}

function byPair(a: ReportPair, b: ReportPair): number {
  return a[0] - b[0] || a[1] - b[1];
}
