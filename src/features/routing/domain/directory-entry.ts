import type { CoverageKind, Standing } from './jurisdiction-map.ts';

/** A service as the reference files describe it, before anything the operator entered. Dates are `YYYY-MM-DD`, null unknown. */
export interface ReferenceAgency {
  readonly code: string;
  readonly en: string;
  readonly fr: string;
  readonly country: string;
  /** Languages of work, the preferred one first. */
  readonly languages: readonly string[];
  readonly kind: string;
  readonly standing: Standing;
  readonly sources: readonly string[];
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly dutyLine: string | null;
  readonly policeChannel: string | null;
  readonly caution: string | null;
  readonly agreement: string | null;
  readonly contactVerifiedOn: string | null;
  readonly confirmBeforeFirstUse: boolean;
}

/** A place a service answers for; `order` 1 is the service in charge. */
export interface ReferenceCoverage {
  readonly agency: string;
  readonly kind: CoverageKind;
  readonly value: string;
  readonly province: string | null;
  readonly order: number;
  readonly standing: Standing;
  readonly sources: readonly string[];
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** The directory as released. */
export interface ReferenceDirectory {
  readonly agencies: readonly ReferenceAgency[];
  readonly coverage: readonly ReferenceCoverage[];
}
