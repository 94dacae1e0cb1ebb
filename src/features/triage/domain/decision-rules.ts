import type { Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { Disposition, Urgency } from '#core/vocabulary.ts';
import type { Factor } from './assess-urgency.ts';
import { DISPOSITION_CHOICES, reasonOf } from './dispositions.ts';
import { mayFollow, type QueueState } from './queue-status.ts';
import type { Verdicts } from './triage-facts.ts';
import { levelOf } from './urgency-level.ts';

/** What a person asks for. */
export interface DecisionRequest {
  readonly disposition: Disposition;
  /** Code or digit. */
  readonly reason: string;
  readonly note: string | null;
  /** An agency, a report's number or a team, as the disposition needs it. */
  readonly target: string | null;
  /** The version in front of the person; null = the one they claimed. */
  readonly version: number | null;
}

/** What the report's row and assessment say at that moment. */
export interface DecisionSituation {
  readonly state: QueueState;
  readonly holder: number | null;
  readonly leaseUntil: Instant | null;
  readonly claimedVersion: number;
  readonly currentVersion: number;
  readonly dangerFactors: readonly Pick<Factor, 'code' | 'weight' | 'applied'>[];
  /** Factors proposed from passages. */
  readonly proposed: readonly string[];
  readonly verdicts: Verdicts;
  readonly considerFromWeight: number;
  /** One of a bundle: it is decided with the others, or taken out first. */
  readonly bundled: boolean;
}

export type DecisionRefusal =
  | { readonly kind: 'already-decided' }
  | { readonly kind: 'in-bundle' }
  | { readonly kind: 'not-claimed' }
  | { readonly kind: 'outdated-version'; readonly current: number }
  | { readonly kind: 'unknown-reason' }
  | { readonly kind: 'target-missing' }
  | { readonly kind: 'factors-not-considered'; readonly factors: readonly string[] };

/** Whether this person may decide so now; gives the reason's code. Only the holder decides, on the current version, with a reason. */
export function judgeDecision(
  request: DecisionRequest,
  situation: DecisionSituation,
  by: number,
  now: Instant,
): Result<{ readonly reason: string }, DecisionRefusal> {
  if (!mayFollow(situation.state, 'decided')) return refuse({ kind: 'already-decided' });
  if (situation.bundled) return refuse({ kind: 'in-bundle' });
  if (!holds(situation, by, now)) return refuse({ kind: 'not-claimed' });
  const seen = request.version ?? situation.claimedVersion;
  if (seen < situation.currentVersion) return refuse({ kind: 'outdated-version', current: situation.currentVersion });
  const reason = reasonOf(request.disposition, request.reason);
  if (reason === null) return refuse({ kind: 'unknown-reason' });
  if (needsTarget(request.disposition) && !request.target?.trim()) return refuse({ kind: 'target-missing' });
  const factors = request.disposition === 'not-actionable' ? factorsToConsider(situation) : [];
  if (factors.length > 0) return refuse({ kind: 'factors-not-considered', factors });
  return ok({ reason: reason.code });
}

/** Danger factors nobody has ticked: applied ones of weight, and every one a passage proposes. */
export function factorsToConsider(
  situation: Pick<DecisionSituation, 'dangerFactors' | 'proposed' | 'verdicts' | 'considerFromWeight'>,
): readonly string[] {
  const applied = situation.dangerFactors.filter(
    (factor) => factor.applied && factor.weight >= situation.considerFromWeight,
  );
  const codes = new Set([...applied.map((factor) => factor.code), ...situation.proposed]);
  return [...codes].filter((code) => situation.verdicts[code] === undefined);
}

/** Whether a claim is this person's and still alive. */
export function holds(claim: Pick<DecisionSituation, 'holder' | 'leaseUntil'>, by: number, now: Instant): boolean {
  return claim.holder === by && claim.leaseUntil !== null && claim.leaseUntil > now;
}

// Lowering from imminent: handbook ux page, S04.
const REASON_TO_LOWER_IMMINENT = 20;

/** Whether a reason is enough for this change of urgency; in characters without surrounding blanks. */
export function reasonIsEnough(from: number, to: Urgency, reason: string): boolean {
  const lowersImminent = from === 1 && levelOf(to) > 1;
  return reason.trim().length >= (lowersImminent ? REASON_TO_LOWER_IMMINENT : 1);
}

function needsTarget(disposition: Disposition): boolean {
  return DISPOSITION_CHOICES.find((choice) => choice.code === disposition)?.needsTarget !== null;
}
