import type { Instant } from '#core/clock.ts';
import type { AgencyCode, PackageId, PackageNumber } from '#core/ids.ts';
import type { Language } from '#core/locale.ts';
import type { PackageState } from '#core/vocabulary.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

/** A package as kept. */
export interface PackageRow {
  readonly packageId: PackageId;
  readonly number: PackageNumber;
  readonly agencyCode: AgencyCode;
  readonly role: string;
  readonly language: Language;
  readonly subjectId: number | null;
  readonly state: PackageState;
  readonly authorStaffId: number | null;
  readonly createdAt: Instant;
  readonly submittedAt: Instant | null;
  readonly submittedBy: number | null;
  readonly note: string | null;
}

const COLUMNS = `package_id as "packageId", number, agency_code as "agencyCode", role, language,
  subject_id as "subjectId", state, author_staff_id as "authorStaffId", created_at as "createdAt",
  submitted_at as "submittedAt", submitted_by as "submittedBy", note`;

/** Locks one package until the transaction ends: two acts on it cannot cross. */
export async function lockPackage(tx: Tx, packageId: number): Promise<PackageRow | null> {
  const [row] = await tx.query<PackageRow>(
    `select ${COLUMNS} from packaging_package where package_id = $1 for update`,
    [packageId],
  );
  return row ?? null;
}

export async function selectPackages(q: Queryable, packageIds: readonly number[]): Promise<readonly PackageRow[]> {
  return q.query<PackageRow>(
    `select ${COLUMNS} from packaging_package where package_id = any($1) order by package_id`,
    [packageIds],
  );
}

export async function selectPackageId(q: Queryable, number: string): Promise<PackageId | null> {
  const [row] = await q.query<{ packageId: PackageId }>(
    'select package_id as "packageId" from packaging_package where number = $1',
    [number],
  );
  return row?.packageId ?? null;
}

export async function selectIdsIn(q: Queryable, state: PackageState): Promise<readonly PackageId[]> {
  const rows = await q.query<{ packageId: PackageId }>(
    'select package_id as "packageId" from packaging_package where state = $1 order by package_id',
    [state],
  );
  return rows.map((row) => row.packageId);
}

/** A page of packages, newest first, by package id below `before`. */
export async function selectPage(
  q: Queryable,
  page: { readonly states: readonly string[] | null; readonly before: number | null; readonly limit: number },
): Promise<readonly PackageRow[]> {
  return q.query<PackageRow>(
    `select ${COLUMNS}
     from packaging_package
     where ($1::text[] is null or state = any($1))
       and ($2::bigint is null or package_id < $2)
     order by package_id desc
     limit $3`,
    [page.states, page.before, page.limit],
  );
}

/** Moves a package and writes the move; the caller holds its row locked and has asked the state table. */
export async function writeMove(
  tx: Tx,
  move: {
    readonly packageId: number;
    readonly from: PackageState | null;
    readonly to: PackageState;
    readonly by: string;
    readonly at: Instant;
    readonly note: string | null;
  },
): Promise<void> {
  await tx.query('update packaging_package set state = $2, note = $3 where package_id = $1', [
    move.packageId,
    move.to,
    move.note,
  ]);
  await tx.query(
    `insert into packaging_move (package_id, from_state, to_state, by, at, note)
     values ($1, $2, $3, $4, $5, $6)`,
    [move.packageId, move.from, move.to, move.by, move.at, move.note],
  );
}

/** Writes who submitted and when; the first submitter is the author unless somebody wrote before. */
export async function writeSubmission(
  tx: Tx,
  packageId: number,
  by: { readonly staffId: number; readonly at: Instant },
): Promise<void> {
  await tx.query(
    `update packaging_package
     set submitted_at = $3, submitted_by = $2, author_staff_id = coalesce(author_staff_id, $2)
     where package_id = $1`,
    [packageId, by.staffId, by.at],
  );
}

/** The first person who works on a package is its author. */
export async function claimAuthorship(tx: Tx, packageId: number, staffId: number): Promise<void> {
  await tx.query(
    'update packaging_package set author_staff_id = $2 where package_id = $1 and author_staff_id is null',
    [packageId, staffId],
  );
}

/** One move of a package. */
export interface MoveRow {
  readonly packageId: number;
  readonly from: PackageState | null;
  readonly to: PackageState;
  readonly by: string;
  readonly at: Instant;
  readonly note: string | null;
}

/** Moves of a set of packages, oldest first. */
export async function selectMoves(q: Queryable, packageIds: readonly number[]): Promise<readonly MoveRow[]> {
  return q.query<MoveRow>(
    `select package_id as "packageId", from_state as "from", to_state as "to", by, at, note
     from packaging_move
     where package_id = any($1)
     order by move_id`,
    [packageIds],
  );
}

/** A report in a package. */
export interface MemberRow {
  readonly packageId: PackageId;
  readonly reportId: number;
  readonly role: string;
  readonly lead: boolean;
}

/** Reports of a set of packages, in the order they joined. */
export async function selectMembers(q: Queryable, packageIds: readonly number[]): Promise<readonly MemberRow[]> {
  return q.query<MemberRow>(
    `select package_id as "packageId", report_id as "reportId", role, lead
     from packaging_member
     where package_id = any($1)
     order by package_id, added_at, report_id`,
    [packageIds],
  );
}

/** Packages that a report is in, oldest first. */
export async function selectPackageIdsOf(q: Queryable, reportId: number): Promise<readonly PackageId[]> {
  const rows = await q.query<{ packageId: PackageId }>(
    'select package_id as "packageId" from packaging_member where report_id = $1 order by package_id',
    [reportId],
  );
  return rows.map((row) => row.packageId);
}
