import type { Instant } from '#core/clock.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { standingOf, type WitnessStanding } from '../domain/witness-silence.ts';
import { selectWitnesses, type WitnessRow } from '../store/witnesses.ts';

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

/** Where one witness stands: named and not let in, vouching lately or not lately enough, ended. */
export type WitnessEntryState = 'proposed' | 'current' | 'overdue' | 'revoked';

/** A witness as lists show it. */
export interface WitnessEntry {
  readonly witness: number;
  readonly name: string;
  readonly verifierKey: string;
  readonly state: WitnessEntryState;
  readonly proposedBy: number;
  readonly proposedAt: Instant;
  readonly approvedAt: Instant | null;
  readonly revokedAt: Instant | null;
  readonly lastCosignedAt: Instant | null;
  readonly treeSize: number | null;
}

/** All witnesses ever named. */
export async function listWitnesses(q: Queryable, now: Instant): Promise<readonly WitnessEntry[]> {
  return (await selectWitnesses(q)).map((row) => ({
    witness: row.witnessId,
    name: row.name,
    verifierKey: row.verifierKey,
    state: entryState(row, now),
    proposedBy: row.proposedBy,
    proposedAt: row.proposedAt,
    approvedAt: row.approvedAt,
    revokedAt: row.revokedAt,
    lastCosignedAt: row.lastCosignedAt,
    treeSize: row.lastTreeSize,
  }));
}

function entryState({ approvedAt, revokedAt, lastCosignedAt }: WitnessRow, now: Instant): WitnessEntryState {
  if (revokedAt !== null) return 'revoked';
  if (approvedAt === null) return 'proposed';
  return standingOf([{ approvedAt, lastCosignedAt }], now).standing === 'overdue' ? 'overdue' : 'current';
}
