import { ok, type Result, refuse } from '#core/result.ts';
import type { Disposition } from '#core/vocabulary.ts';
import { DISPOSITION_CHOICES, type DispositionChoice, reasonOf } from './dispositions.ts';

/** What may be decided of a bundle, by disposition (`reference/linking/bundles-N.json`). */
export type BundleOutcomes = Readonly<Partial<Record<Disposition, readonly string[]>>>;

export type BundleOutcomeRefusal = { readonly kind: 'not-for-bundles' } | { readonly kind: 'target-missing' };

/** The ways out of a bundle, with the reasons that fit many at once. A package is never among them, whatever the data say. */
export function bundleChoices(outcomes: BundleOutcomes): readonly DispositionChoice[] {
  return DISPOSITION_CHOICES.flatMap((choice) => {
    const fitting = choice.code === 'package' ? [] : (outcomes[choice.code] ?? []);
    const reasons = choice.reasons.filter((reason) => fitting.includes(reason.code));
    return reasons.length === 0 ? [] : [{ ...choice, reasons }];
  });
}

/** Whether a bundle may be decided so; gives the reason's code. */
export function judgeBundleOutcome(
  asked: { readonly disposition: Disposition; readonly reason: string; readonly target: string | null },
  outcomes: BundleOutcomes,
): Result<{ readonly reason: string; readonly needsTarget: boolean }, BundleOutcomeRefusal> {
  const choice = bundleChoices(outcomes).find(({ code }) => code === asked.disposition);
  const reason = reasonOf(asked.disposition, asked.reason);
  if (choice === undefined || reason === null || !choice.reasons.some(({ code }) => code === reason.code))
    return refuse({ kind: 'not-for-bundles' });
  const needsTarget = choice.needsTarget !== null;
  if (needsTarget && !asked.target?.trim()) return refuse({ kind: 'target-missing' });
  return ok({ reason: reason.code, needsTarget });
}

/** A row of a member as it stands at the instant of the decision. */
export interface MemberRow {
  readonly reportId: number;
  readonly level: number;
  readonly floorBy: string | null;
  readonly state: string;
}

/** Who is disposed of: present when the sample was drawn, and nothing raised since. Everybody else waits alone. */
export function splitMembers(
  members: readonly { readonly reportId: number; readonly round: number }[],
  rows: readonly MemberRow[],
  sampledRound: number,
): { readonly decided: readonly number[]; readonly left: readonly number[] } {
  const calm = new Set(
    rows
      .filter(({ level, floorBy, state }) => level > 1 && floorBy === null && state === 'open')
      .map((row) => row.reportId),
  );
  const [decided, left]: [number[], number[]] = [[], []];
  for (const { reportId, round } of members)
    (round <= sampledRound && calm.has(reportId) ? decided : left).push(reportId);
  return { decided, left };
}
