import type { Instant } from '#core/clock.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { Incident } from '../types.ts';
import { type IncidentAct, mayDo } from './incident-status.ts';

/** What a person does with an incident. */
export type IncidentChange =
  | {
      readonly act: 'describe';
      readonly what: string;
      readonly affected: string | null;
      readonly happenedAt: Instant | null;
      readonly jeopardisesFunction: boolean | null;
      readonly personalInformation: boolean | null;
      readonly note: string;
    }
  | { readonly act: 'contain'; readonly note: string }
  | { readonly act: 'judge'; readonly material: 'material' | 'not-material'; readonly note: string }
  | { readonly act: 'close'; readonly note: string }
  | { readonly act: 'reopen'; readonly note: string };

export type ChangeRefusal = { readonly kind: 'wrong-state' | 'clock-running' | 'facts-missing' };

/** The incident after the act, or why it cannot be: nothing closes while a clock runs or a question is open. */
export function applyAct(
  incident: Incident,
  change: IncidentChange,
  beside: { readonly clocksRunning: number; readonly now: Instant },
): Result<Incident, ChangeRefusal> {
  if (!mayDo(incident.state, change.act satisfies IncidentAct)) return refuse({ kind: 'wrong-state' });
  switch (change.act) {
    case 'describe': {
      const { act: _, note: __, ...facts } = change;
      return ok({ ...incident, ...facts });
    }
    case 'contain':
      return ok({ ...incident, state: 'contained', containment: change.note });
    case 'judge':
      if (isUndecided(incident)) return refuse({ kind: 'facts-missing' });
      return ok({ ...incident, state: 'judged', material: change.material, judgement: change.note });
    case 'close':
      if (beside.clocksRunning > 0) return refuse({ kind: 'clock-running' });
      return ok({ ...incident, state: 'closed', closedAt: beside.now });
    case 'reopen':
      return ok({ ...incident, state: 'open', closedAt: null });
  }
}

/** A judgement rests on facts: whether the function is in danger and whether personal information is out. */
function isUndecided(incident: Incident): boolean {
  return incident.jeopardisesFunction === null || incident.personalInformation === null;
}
