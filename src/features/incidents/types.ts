import type { Instant } from '#core/clock.ts';
import type { IncidentKindCode } from './domain/incident-kinds.ts';
import type { IncidentState } from './domain/incident-status.ts';

/** An incident as kept. */
export interface Incident {
  readonly incidentId: number;
  readonly number: string;
  readonly kind: IncidentKindCode;
  readonly state: IncidentState;
  readonly eventKind: string | null;
  readonly aboutId: number | null;
  readonly openedBy: string;
  readonly happenedAt: Instant | null;
  readonly knownAt: Instant;
  readonly what: string;
  readonly affected: string | null;
  readonly containment: string | null;
  readonly material: 'material' | 'not-material' | null;
  readonly judgement: string | null;
  readonly jeopardisesFunction: boolean | null;
  readonly personalInformation: boolean | null;
  readonly closedAt: Instant | null;
}
