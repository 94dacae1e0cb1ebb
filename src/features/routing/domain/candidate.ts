import type { AgencyCode } from '#core/ids.ts';
import type { Bilingual } from '#core/locale.ts';
import type { CautionCode } from './route-words.ts';

/** Whose place a candidate answers for. */
export type RouteRole = 'reported-place' | 'victim-place';

/** One summand of a candidate's weight. `path` points into the received document. */
export interface RouteReason {
  readonly words: Bilingual;
  readonly path: string | null;
  readonly weight: number;
}

/** A doubt that a person must know before choosing. */
export interface RouteCaution {
  readonly code: CautionCode;
  readonly words: Bilingual;
  readonly path: string | null;
}

/** A service that may have jurisdiction; its weight is the sum of its reasons'. */
export interface Candidate {
  readonly agency: AgencyCode;
  readonly role: RouteRole;
  /** 1 is first. */
  readonly rank: number;
  readonly weight: number;
  readonly reasons: readonly RouteReason[];
  readonly cautions: readonly RouteCaution[];
}
