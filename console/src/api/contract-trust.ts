import type { Act, Pair } from './contract.ts';

/** The shapes of two persons, disposal and incidents. */

interface Person {
  readonly id: number;
  readonly name: string;
}

export interface Proposal {
  readonly id: number;
  readonly kind: string;
  readonly words: Pair;
  readonly target: string;
  readonly what: readonly { readonly field: string; readonly words: Pair; readonly values: readonly string[] }[];
  readonly contentHash: string;
  readonly proposedBy: Person;
  readonly proposedAt: string;
  readonly reason: string;
  readonly expiresAt: string;
  readonly state: string;
  readonly approvedBy: Person | null;
  readonly approvedAt: string | null;
  readonly endedBy: Person | null;
  readonly endedAt: string | null;
  readonly endedNote: string | null;
  readonly actions: readonly Act[];
}

export interface UrgentRegister {
  readonly on: boolean;
  readonly switches: readonly {
    readonly switchId: number;
    readonly isOn: boolean;
    readonly signedBy: string;
    readonly signedOn: string;
    readonly document: string;
    readonly validFrom: string;
    readonly validUntil: string | null;
  }[];
  readonly uses: readonly {
    readonly useId: number;
    readonly agencyCode: string;
    readonly leftByName: string;
    readonly leftAt: string;
    readonly reason: string;
    readonly reviewDueAt: string;
    readonly reviewedByName: string | null;
    readonly verdict: 'justified' | 'not-justified' | null;
    readonly isOverdue: boolean;
    readonly mayReview: boolean;
  }[];
}

export interface DueReport {
  readonly report: string;
  readonly source: string;
  readonly state: string;
  readonly class: { readonly code: string; readonly words: Pair; readonly authority: Pair };
  readonly ruleStanding: string;
  readonly lastUsedAt: string;
  readonly dueAt: string;
  readonly standing: string;
  readonly why: Pair;
  readonly sharedPackages: readonly string[];
  readonly rows: number;
}

export interface Hold {
  readonly holdId: number;
  readonly scope: 'report' | 'package' | 'subject';
  readonly target: string;
  readonly kind: string;
  readonly reason: string;
  readonly placedByName: string;
  readonly placedAt: string;
  readonly holdsUntil: string | null;
  readonly liftedByName: string | null;
  readonly liftedAt: string | null;
  readonly liftReason: string | null;
  readonly isLive: boolean;
  readonly mayLift: boolean;
}

export interface Certificates {
  readonly items: readonly {
    readonly number: string;
    readonly signedAt: string;
    readonly reports: readonly string[];
    readonly authority: string;
    readonly proposedBy: string;
    readonly approvedBy: string;
    readonly documents: { readonly en: boolean; readonly fr: boolean };
  }[];
  readonly underWay: readonly { readonly first: string; readonly at: string; readonly reports: number }[];
}

export interface Retraction {
  readonly id: number;
  readonly package: string;
  readonly agency: string;
  readonly because: 'expunged' | 'retracted';
  readonly openedAt: string;
  readonly toldAt: string | null;
  readonly toldHow: string | null;
  readonly withdrawnAt: string | null;
}

export interface IncidentClock {
  readonly kind: string;
  readonly words: Pair;
  readonly tell: Pair;
  readonly dueAt: string;
  readonly source: string;
  readonly standing: string;
  readonly state: 'running' | 'over' | 'met' | 'late' | 'ended';
  readonly metAt: string | null;
  readonly endedReason: string | null;
}

export interface IncidentLine {
  readonly number: string;
  readonly kind: string;
  readonly words: Pair;
  readonly state: string;
  readonly what: string;
  readonly knownAt: string;
  readonly material: 'material' | 'not-material' | null;
  readonly byItself: boolean;
  readonly nextClock: IncidentClock | null;
}

export interface Incident extends IncidentLine {
  readonly openedBy: string;
  readonly happenedAt: string | null;
  readonly affected: string | null;
  readonly containment: string | null;
  readonly judgement: string | null;
  readonly jeopardisesFunction: boolean | null;
  readonly personalInformation: boolean | null;
  readonly clocks: readonly IncidentClock[];
  readonly timeline: readonly {
    readonly act: string;
    readonly by: string;
    readonly at: string;
    readonly note: string | null;
  }[];
  readonly told: readonly {
    readonly told: string;
    readonly clock: string | null;
    readonly reference: string | null;
    readonly by: string;
    readonly at: string;
  }[];
  readonly actions: readonly Act[];
}
