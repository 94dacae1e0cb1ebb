import type { Instant } from '#core/clock.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { standingOf, type WitnessStanding } from '../domain/witness-silence.ts';
import { selectWitnesses } from '../store/witnesses.ts';

/** Who vouches for the log from outside, said whatever it is. */
export interface WitnessState {
  readonly state: WitnessStanding;
  /** Of the newest cosignature; of the first witness's admission when none has spoken; null without witnesses. */
  readonly since: Instant | null;
  readonly witnesses: readonly {
    readonly name: string;
    readonly lastCosignedAt: Instant | null;
    readonly treeSize: number | null;
  }[];
}

/** The state of the witnesses in force, from what was received until `asOf`. @default everything */
export async function witnessState(q: Queryable, now: Instant, asOf: Instant | null = null): Promise<WitnessState> {
  const inForce = (await selectWitnesses(q, asOf)).flatMap((row) =>
    row.approvedAt === null || row.revokedAt !== null ? [] : [{ ...row, approvedAt: row.approvedAt }],
  );
  const { standing, since } = standingOf(inForce, now);
  return {
    state: standing,
    since,
    witnesses: inForce.map(({ name, lastCosignedAt, lastTreeSize }) => ({
      name,
      lastCosignedAt,
      treeSize: lastTreeSize,
    })),
  };
}

/** A witness as lists show it. */
export interface WitnessEntry {
  readonly witness: number;
  readonly name: string;
  readonly verifierKey: string;
  readonly proposedAt: Instant;
  readonly approvedAt: Instant | null;
  readonly revokedAt: Instant | null;
  readonly lastCosignedAt: Instant | null;
  readonly treeSize: number | null;
}

/** All witnesses ever named. */
export async function listWitnesses(q: Queryable): Promise<readonly WitnessEntry[]> {
  return (await selectWitnesses(q)).map((row) => ({
    witness: row.witnessId,
    name: row.name,
    verifierKey: row.verifierKey,
    proposedAt: row.proposedAt,
    approvedAt: row.approvedAt,
    revokedAt: row.revokedAt,
    lastCosignedAt: row.lastCosignedAt,
    treeSize: row.lastTreeSize,
  }));
}
