import type { Instant } from '#core/clock.ts';
import type { Source } from '#core/vocabulary.ts';
import type { AgeBand } from '#features/intake/types';

/** What a person said of a factor: it is so, it is not so, or it was weighed. */
export const VERDICTS = ['confirmed', 'refused', 'considered'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A factor's verdicts, by factor code. */
export type Verdicts = Readonly<Record<string, Verdict>>;

/** Everything the rules look at in one report; children only as counts and ages. */
export interface TriageFacts {
  readonly reportId: number;
  readonly version: number;
  readonly source: Source;
  readonly receivedAt: Instant;
  readonly reading: 'parsed' | 'unreadable';
  readonly senderAlarm: string | null;
  /** Schema names: sextortion, informational … */
  readonly annotations: readonly string[];
  readonly incidents: readonly { readonly incidentType: string | null; readonly occurredAt: Instant | null }[];
  readonly persons: readonly {
    readonly role: string;
    readonly named: boolean;
    readonly placed: boolean;
    /** Fields under the sender's own element names. */
    readonly other: Readonly<Record<string, string>>;
    readonly path: string;
  }[];
  readonly victims: { readonly count: number; readonly ageBands: readonly AgeBand[] };
  /** Never a victim's. */
  readonly identifiers: readonly {
    readonly kind: string;
    readonly role: string | null;
    readonly port: number | null;
    readonly zoneStated: boolean;
    readonly path: string;
  }[];
  readonly files: readonly {
    readonly hasBytes: boolean;
    readonly hasHash: boolean;
    readonly viewedStated: boolean;
    readonly seenBefore: boolean;
    readonly annotations: readonly string[];
    readonly classification: string | null;
    readonly path: string;
  }[];
  readonly narratives: readonly NarrativeText[];
  /** Other reports joined to the same subject. */
  readonly linkedReports: number;
  readonly verdicts: Verdicts;
}

export interface NarrativeText {
  readonly narrativeId: number;
  readonly path: string;
  readonly body: string;
  /** A victim's: read under the victims' rules, so its passages are never quoted. */
  readonly restricted: boolean;
}
