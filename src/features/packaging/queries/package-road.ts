import type { Instant } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import type { PackageState } from '#core/vocabulary.ts';
import { staffByIds } from '#features/access';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { MESSAGES } from '../messages.ts';
import { type MoveRow, selectMoves, selectPackageIdsOf, selectPackages } from '../store/packages.ts';

/** One step of a package's road, as `vigie explain` tells it. */
export interface PackageStep {
  readonly stage: string;
  readonly at: Instant;
  readonly durationMs: number | null;
  readonly ruleVersion: string | null;
  readonly result: string;
  readonly reasons: readonly Bilingual[];
}

/** Moves that are this slice's to tell; sending and receipts are told by dispatch. */
const TOLD: Readonly<Partial<Record<PackageState, string>>> = {
  submitted: 'submitted',
  sealed: 'sealed',
  released: 'released',
  draft: 'drafted',
  parked: 'parked',
};

/** The packages of one report and what people and stages did with them, oldest first. */
export async function packageRoad(
  q: Queryable,
  reportId: number,
): Promise<{ readonly packageIds: number[]; readonly steps: readonly PackageStep[] }> {
  const packageIds = [...(await selectPackageIdsOf(q, reportId))];
  const numbers = new Map((await selectPackages(q, packageIds)).map((row) => [Number(row.packageId), row]));
  const moves = await selectMoves(q, packageIds);
  const names = await namesOf(q, moves);
  const steps = moves.flatMap((move) => {
    const stage = stageOf(move);
    const about = numbers.get(move.packageId);
    return stage === null || !about ? [] : stepOf(move, stage, `${about.number} → ${about.agencyCode}`, names);
  });
  return { packageIds, steps };
}

function stageOf(move: MoveRow): string | null {
  if (move.to === 'draft' && move.from !== null) return 'returned';
  return TOLD[move.to] ?? null;
}

const STAFF = /^staff:(\d+)$/;

async function namesOf(q: Queryable, moves: readonly MoveRow[]): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(moves.flatMap((move) => STAFF.exec(move.by)?.slice(1).map(Number) ?? []));
  const people = await staffByIds(q, [...ids]);
  return new Map(people.map(({ staffId, name }) => [`staff:${staffId}`, name]));
}

function stepOf(move: MoveRow, stage: string, result: string, names: ReadonlyMap<string, string>): PackageStep {
  const note = move.note === null ? [] : [{ en: move.note, fr: move.note }];
  const name = names.get(move.by) ?? move.by;
  const by = move.by.startsWith('stage:') ? MESSAGES.bySystem : { en: name, fr: name };
  const reasons = [by, ...note];
  return { stage, at: move.at, durationMs: null, ruleVersion: null, result, reasons };
}
