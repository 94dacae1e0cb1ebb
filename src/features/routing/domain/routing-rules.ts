import type { PlaceEvidence } from './place-evidence.ts';

/** Weights of a rule version, loaded from `reference/agencies/routing-rules.json`. */
export interface RoutingRules {
  readonly version: string;
  /** Whole points by kind of evidence. */
  readonly evidenceWeight: Readonly<
    Record<PlaceEvidence['kind'], { readonly verified: number; readonly unverified: number }>
  >;
  readonly age: {
    readonly halfLifeDays: number;
    /** Share of its weight that evidence of any age keeps. */
    readonly floor: number;
    readonly timeMissing: number;
    readonly zoneUnstated: number;
  };
  readonly doubtFactor: Readonly<
    Record<
      'possibleProxy' | 'databasesDisagree' | 'noPortBehindCarrierNat' | 'placeConflict' | 'provinceNotStated',
      number
    >
  >;
  readonly corroboration: { readonly perFurtherItem: number; readonly cap: number };
  /** Share for the service in charge, then for those that stand behind it. */
  readonly chainFactor: readonly number[];
  readonly dutyLineWhenImminent: number;
  /** Two services closer than this share of the first one's weight are a tie. */
  readonly tieShare: number;
  /** Days between an event and the edition of the database above which the lag is named. */
  readonly editionLagDays: number;
  readonly parts: readonly {
    readonly province: string;
    readonly latitude: number;
    readonly north: string;
    readonly south: string;
  }[];
  /** Networks known to share one IPv4 address among many customers. */
  readonly carrierNatAsns: ReadonlySet<number>;
}
