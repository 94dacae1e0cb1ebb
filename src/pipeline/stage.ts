import type { Clock } from '#core/clock.ts';
import type { DeliveryTools } from '#features/dispatch';
import type { PackageTools } from '#features/packaging';
import type { PlaceFinder } from '#features/routing';
import type { PdfText } from '#platform/decoder/pdf-text.ts';
import type { Log } from '#platform/log/log.ts';
import type { EventKind } from '#platform/outbox/announce.ts';
import type { Db, Tx } from '#platform/postgres/transaction.ts';

/** What stages are given: adapters only, never another stage. */
export interface StageDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly places: PlaceFinder;
  readonly packages: PackageTools;
  readonly delivery: DeliveryTools;
  readonly pdfText: PdfText;
}

/** Kinds of work a worker may be kept to (`vigie worker --only`): rows and rounds · what needs the signing keys · what leaves the house. */
export const KINDS_OF_WORK = ['stages', 'seal', 'dispatch'] as const;
export type KindOfWork = (typeof KINDS_OF_WORK)[number];

interface StageLine {
  /** What the stage does, verb first; the name in jobs, history and `vigie explain`. */
  readonly name: string;
  readonly on: EventKind;
  /** What the ids of the event are; `record`: a row of some register, by its own number. */
  readonly about: 'report' | 'package' | 'record';
  /** Which workers take it. @default 'stages' */
  readonly work?: KindOfWork;
}

/** A stage that only reads and writes rows: it takes a set of ≤ 1,000, in the transaction it is given. */
export interface SetStage extends StageLine {
  readonly run: (tx: Tx, deps: StageDeps, subjects: readonly number[]) => Promise<void>;
  /** It holds rows that other sets wait for: the transaction of a set ends with it, and what follows is a job of its own. */
  readonly letsGo?: true;
}

/** A stage that builds or sends bytes: one subject at a time, bytes outside transactions, digests recorded inside. */
export interface ByteStage extends StageLine {
  readonly runOne: (db: Db, deps: StageDeps, subject: number) => Promise<void>;
}

export type Stage = SetStage | ByteStage;
