import type { Instant } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import type { Vault } from '#features/vault';
import type { Queryable } from '#platform/postgres/transaction.ts';

/** How well a rule is established (domain page, standings). */
export type Standing = 'verified' | 'second-hand' | 'to-be-confirmed' | 'ours';

/** Clocks of data held by others. */
export type ClockKind = 'mra-preservation' | 'us-provider-preservation' | 'ip-port-logs';

/** One running deadline of a report; `dueAt` is the first instant at which the data may be gone. */
export interface LegalClock {
  readonly reportId: number;
  readonly kind: ClockKind;
  /** The regime it was born under; kept when the law changes. Null where no regime applies. */
  readonly regime: string | null;
  readonly startsAt: Instant;
  readonly dueAt: Instant;
  readonly ruleVersion: string;
  readonly sourceKey: string;
  readonly standing: Standing;
}

/** The earliest live clock of a report. */
export interface DataLoss {
  readonly reportId: number;
  readonly kind: ClockKind;
  readonly dueAt: Instant;
}

export type GateState = 'open' | 'noted' | 'blocked';

/** Whether an identifier or a file may be used as it came; only gates that are not open are kept. */
export interface LegalGate {
  readonly reportId: number;
  readonly target: 'identifier' | 'file';
  readonly targetId: number;
  readonly state: GateState;
  /** Code of the policy row. */
  readonly code: string;
  readonly reason: Bilingual;
  readonly policyVersion: string;
}

export type HoldScope = 'report' | 'package' | 'subject';

/** A package that holds some of the reports asked about, with all its members. */
export interface HoldingPackage {
  readonly packageId: number;
  readonly number: string;
  readonly agency: string;
  readonly reportIds: readonly number[];
  readonly lastMoveAt: Instant;
  /** Whether its recipient has it. */
  readonly isOut: boolean;
}

/** What disposal needs of slices that stand below legal: given by the wiring. */
export interface DisposalPorts {
  /** Packages that hold these reports. */
  readonly packagesHolding: (q: Queryable, reportIds: readonly number[]) => Promise<readonly HoldingPackage[]>;
  /** The id behind the number of a package or subject; null when there is none. */
  readonly targetId: (q: Queryable, scope: 'package' | 'subject', number: string) => Promise<number | null>;
  /** Whose keys are destroyed. */
  readonly vault: Pick<Vault, 'keys'>;
}
