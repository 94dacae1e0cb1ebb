import type { LinkingRules } from './linking-rules.ts';
import type { StrongKey } from './strong-keys.ts';
import { type WeighedMatch, weighMatch } from './weigh-match.ts';

/** A strong value with its 64-bit fingerprint as decimal text. */
export type PrintedKey = StrongKey & { readonly fingerprint: string };

/** A report with its strong values. */
export interface KeyedReport {
  readonly reportId: number;
  readonly keys: readonly PrintedKey[];
}

/** What is known of a value after the set was counted. */
export interface KeyState {
  readonly anchorReportId: number;
  readonly reportCount: number;
  readonly hub: boolean;
}

/** A subject, told apart by identity; `existing` is null for one that is born here. */
export interface SubjectRef {
  readonly existing: number | null;
}

export interface Placement {
  readonly reportId: number;
  readonly subject: SubjectRef;
  /** Fingerprint of the value it joined by; null for the first report of a subject. */
  readonly joinedBy: string | null;
}

export interface ProposedEdge extends WeighedMatch {
  /** The smaller report id first. */
  readonly a: number;
  readonly b: number;
  readonly key: PrintedKey;
}

export interface PlacedSet {
  readonly placements: readonly Placement[];
  readonly edges: readonly ProposedEdge[];
}

/** What was known before this set. */
export interface KnownWorld {
  readonly keys: ReadonlyMap<string, KeyState>;
  /** Subjects of reports that have one: those of the set and the anchors. */
  readonly subjects: ReadonlyMap<number, number>;
  /** Pairs a person told apart, both ways round. */
  readonly apart: ReadonlyMap<number, ReadonlySet<number>>;
}

interface Match extends WeighedMatch {
  readonly key: PrintedKey;
  readonly state: KeyState;
  readonly joins: boolean;
}

/**
 * Gives each report of a set its subject and its edges. A new report joins the subject of its strongest anchor, as a proposal;
 * a report that has a subject keeps it, so two existing subjects never merge here. Hubs and pairs told apart join nobody.
 */
export function placeReports(reports: readonly KeyedReport[], known: KnownWorld, rules: LinkingRules): PlacedSet {
  const refs = new Map<number, SubjectRef>();
  const refOf = (subjectId: number): SubjectRef => {
    const ref = refs.get(subjectId) ?? { existing: subjectId };
    refs.set(subjectId, ref);
    return ref;
  };
  const subjects = new Map([...known.subjects].map(([reportId, subjectId]) => [reportId, refOf(subjectId)]));
  const placements: Placement[] = [];
  const edges: ProposedEdge[] = [];
  for (const report of [...reports].sort((a, b) => a.reportId - b.reportId)) {
    const matches = matchesOf(report, known, rules);
    edges.push(...chooseEdges(report.reportId, matches, rules));
    if (subjects.has(report.reportId) || !report.keys.some((key) => rules.kinds[key.kind].joins)) continue;
    const placement = placeOne(report.reportId, matches, subjects, known.apart.get(report.reportId) ?? new Set());
    subjects.set(report.reportId, placement.subject);
    placements.push(placement);
  }
  return { placements, edges };
}

/** Matches with the anchors, strongest first, those told apart left out. */
function matchesOf(report: KeyedReport, known: KnownWorld, rules: LinkingRules): readonly Match[] {
  const apart = known.apart.get(report.reportId);
  return report.keys
    .flatMap((key): readonly Match[] => {
      const state = known.keys.get(key.fingerprint);
      if (!state || state.anchorReportId === report.reportId || apart?.has(state.anchorReportId)) return [];
      const weighed = weighMatch(key.kind, { reports: state.reportCount, hub: state.hub }, rules);
      return [{ ...weighed, key, state, joins: rules.kinds[key.kind].joins && !state.hub }];
    })
    .sort(
      (a, b) =>
        b.weight - a.weight ||
        a.state.anchorReportId - b.state.anchorReportId ||
        (a.key.fingerprint < b.key.fingerprint ? -1 : 1),
    );
}

function placeOne(
  reportId: number,
  matches: readonly Match[],
  subjects: ReadonlyMap<number, SubjectRef>,
  apart: ReadonlySet<number>,
): Placement {
  const closed = new Set([...apart].map((other) => subjects.get(other)));
  for (const { joins, state, key } of matches) {
    const subject = joins ? subjects.get(state.anchorReportId) : undefined;
    if (subject !== undefined && !closed.has(subject)) return { reportId, subject, joinedBy: key.fingerprint };
  }
  return { reportId, subject: { existing: null }, joinedBy: null };
}

/** At most `edgesPerReport`: first one per other report, so that no subject is left out of sight, then further evidence. */
function chooseEdges(reportId: number, matches: readonly Match[], rules: LinkingRules): readonly ProposedEdge[] {
  const seen = new Set<string>();
  const anchors = new Set<number>();
  const first: Match[] = [];
  const further: Match[] = [];
  for (const match of matches) {
    // Overlapping windows give one address two fingerprints: one edge is enough.
    const line = `${match.state.anchorReportId} ${match.key.kind} ${match.key.service ?? ''} ${match.key.value}`;
    if (seen.has(line)) continue;
    seen.add(line);
    (anchors.has(match.state.anchorReportId) ? further : first).push(match);
    anchors.add(match.state.anchorReportId);
  }
  return [...first, ...further].slice(0, rules.edgesPerReport).map(({ weight, parts, key, state }) => ({
    a: Math.min(reportId, state.anchorReportId),
    b: Math.max(reportId, state.anchorReportId),
    key,
    weight,
    parts,
  }));
}
