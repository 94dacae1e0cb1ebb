/** An accepted route of a report that a person decided to package. */
export interface RoutedReport {
  readonly reportId: number;
  readonly agency: string;
  readonly role: string;
  /** The person the report belongs to; null: it stands alone. */
  readonly subjectId: number | null;
}

/** A package that already holds reports. */
export interface KnownPackage {
  readonly packageId: number;
  readonly agency: string;
  readonly role: string;
  readonly subjectId: number | null;
  readonly isOpenDraft: boolean;
  readonly members: readonly { readonly reportId: number; readonly lead: boolean }[];
}

/** Reports that join one package: an open draft, or a new one. */
export interface DraftPlan {
  readonly packageId: number | null;
  readonly agency: string;
  readonly role: string;
  readonly subjectId: number | null;
  readonly members: readonly { readonly reportId: number; readonly lead: boolean }[];
}

/** Of two packages of one report, the one at the reported person's place leads. */
const LEADING_ROLE = 'reported-place';

/**
 * Which reports go into which package: one per subject (or lone report), service and role; an open draft is joined before a
 * new one is made; a report already in a package of the same service and role stays where it is. Each report is marked lead once.
 */
export function planDrafts(routed: readonly RoutedReport[], known: readonly KnownPackage[]): readonly DraftPlan[] {
  const led = new Set(known.flatMap((one) => one.members.filter((member) => member.lead)).map((one) => one.reportId));
  const plans = new Map<string, DraftPlan>();
  for (const route of [...routed].sort(leadingFirst)) {
    if (known.some((one) => isSamePlace(one, route) && holds(one, route.reportId))) continue;
    const key = keyOf(route);
    const plan = plans.get(key) ?? { ...placeOf(route), packageId: openDraftOf(route, known), members: [] };
    const lead = !led.has(route.reportId);
    led.add(route.reportId);
    plans.set(key, { ...plan, members: [...plan.members, { reportId: route.reportId, lead }] });
  }
  return [...plans.values()];
}

function leadingFirst(a: RoutedReport, b: RoutedReport): number {
  const rank = (route: RoutedReport) => (route.role === LEADING_ROLE ? 0 : 1);
  return rank(a) - rank(b) || a.reportId - b.reportId;
}

function keyOf({ agency, role, subjectId, reportId }: RoutedReport): string {
  return [agency, role, subjectId === null ? `report ${reportId}` : `subject ${subjectId}`].join('\n');
}

function placeOf({ agency, role, subjectId }: RoutedReport) {
  return { agency, role, subjectId };
}

function openDraftOf(route: RoutedReport, known: readonly KnownPackage[]): number | null {
  if (route.subjectId === null) return null;
  const open = known.find((one) => one.isOpenDraft && isSamePlace(one, route) && one.subjectId === route.subjectId);
  return open?.packageId ?? null;
}

function isSamePlace(one: KnownPackage, route: RoutedReport): boolean {
  return one.agency === route.agency && one.role === route.role;
}

function holds(one: KnownPackage, reportId: number): boolean {
  return one.members.some((member) => member.reportId === reportId);
}
