export type { Assessment, Factor, ProposedFactor } from './domain/assess-urgency.ts';
export type { DecisionRefusal, DecisionRequest } from './domain/decision-rules.ts';
export type { DispositionChoice, ReasonChoice, TargetKind } from './domain/dispositions.ts';
export type { QueueState } from './domain/queue-status.ts';
export type { Verdict } from './domain/triage-facts.ts';
