import { ok, type Result, refuse } from '#core/result.ts';
import type { DisposalJudgement, DisposalStanding } from './retention.ts';

/** What is destroyed, as the second person sees it; the same reports in the same state always give the same value. */
export interface DisposalContent {
  readonly reports: readonly string[];
  readonly count: number;
  readonly classes: readonly string[];
  readonly authority: readonly string[];
  readonly rules: string;
  readonly objects: number;
  readonly copies: readonly string[];
  readonly [field: string]: string | number | readonly string[];
}

export interface DisposalObstacle {
  readonly report: string;
  readonly standing: Exclude<DisposalStanding, 'due'>;
}

export type PlanRefusal = { readonly kind: 'obstacles'; readonly obstacles: readonly DisposalObstacle[] };

/** Plans the disposal of exactly these reports, or names every report that stays and why. */
export function planDisposal(
  judged: readonly DisposalJudgement[],
  beside: {
    readonly rules: string;
    readonly objects: number;
    readonly copies: readonly { readonly number: string; readonly agency: string }[];
  },
): Result<DisposalContent, PlanRefusal> {
  const obstacles = judged.flatMap(({ facts, standing }) =>
    standing === 'due' ? [] : [{ report: facts.number, standing }],
  );
  if (obstacles.length > 0) return refuse({ kind: 'obstacles', obstacles });
  const distinct = (texts: readonly string[]) => [...new Set(texts)].sort();
  const classes = judged.flatMap((one) => (one.class === null ? [] : [one.class]));
  return ok({
    reports: distinct(judged.map((one) => one.facts.number)),
    count: judged.length,
    classes: distinct(classes.map((one) => one.code)),
    // Both languages at once: whoever approves reads it in theirs.
    authority: distinct(classes.map((one) => `${one.authority.en} / ${one.authority.fr}`)),
    rules: beside.rules,
    objects: beside.objects,
    copies: distinct(beside.copies.map(({ number, agency }) => `${number} → ${agency}`)),
  });
}
