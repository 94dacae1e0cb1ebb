import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { ActLeaf, Leaf, RowsLeaf, WrittenBy } from '../domain/canonical-entry.ts';

/** A line of the trail with what its writer said over it. */
export interface TrailLine {
  readonly entryId: number;
  /** Null when the line is gone. */
  readonly leaf: Leaf | null;
  /** SHA-256 over the row, by the database. */
  readonly digest: Buffer | null;
  readonly mac: Buffer | null;
}

interface LineRow {
  readonly entryId: number;
  readonly at: string;
  readonly lane: number;
  readonly sequence: number;
  readonly process: string | null;
  readonly digest: Buffer;
  readonly mac: Buffer | null;
}

type ActRow = LineRow &
  Omit<ActLeaf, 'kind' | 'entry' | 'at' | 'object' | 'writtenBy'> & {
    readonly objectKind: string;
    readonly objectIds: readonly number[];
  };
type RowsRow = LineRow & Omit<RowsLeaf, 'kind' | 'entry' | 'at' | 'writtenBy'>;

const LINE_COLUMNS = `entry_id as "entryId", to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
  lane_id as lane, lane_seq as sequence, process_id as process, mac`;

/** Acts and row versions by number; a line that is gone is not among them. */
async function selectLines(q: Queryable, entryIds: readonly number[]): Promise<ReadonlyMap<number, TrailLine>> {
  const acts = await q.query<ActRow>(
    `select ${LINE_COLUMNS}, actor, act, object_kind as "objectKind", to_jsonb(object_ids) as "objectIds", outcome, commitments, detail,
            audit_entry_digest(audit_entry) as digest
     from audit_entry where entry_id = any($1::bigint[])`,
    [entryIds],
  );
  const batches = await q.query<RowsRow>(
    `select ${LINE_COLUMNS}, table_name as table, cardinality(keys) as count,
            encode(part.digest, 'hex') as rows, audit_batch_digest_over(audit_row_batch, part.digest) as digest
     from audit_row_batch
     -- Once, not once per place it is used in (offset: it may not be copied there).
     cross join lateral (select audit_rows_digest(keys, hashes) as digest offset 0) part
     where entry_id = any($1::bigint[])`,
    [entryIds],
  );
  return new Map([...acts.map(actLine), ...batches.map(rowsLine)].map((line) => [line.entryId, line]));
}

/** Lines that have no leaf yet, by number. */
export async function selectPending(q: Queryable, above: number, limit: number): Promise<readonly TrailLine[]> {
  const rows = await q.query<{ id: number }>(
    `(select entry_id as id from audit_entry
      where entry_id > $1 and not exists (select from audit_leaf where audit_leaf.entry_id = audit_entry.entry_id)
      order by entry_id limit $2)
     union all
     (select entry_id from audit_row_batch
      where entry_id > $1 and not exists (select from audit_leaf where audit_leaf.entry_id = audit_row_batch.entry_id)
      order by entry_id limit $2)
     order by id limit $2`,
    [above, limit],
  );
  const ids = rows.map((row) => row.id);
  const lines = await selectLines(q, ids);
  return ids.map((entryId) => lines.get(entryId) ?? goneLine(entryId));
}

export interface StandingLeaf extends TrailLine {
  readonly leafIndex: number;
  readonly leafHash: Buffer;
}

type LeafRow = Pick<StandingLeaf, 'leafIndex' | 'leafHash' | 'entryId'>;
const LEAF_COLUMNS = 'leaf_index as "leafIndex", leaf_hash as "leafHash", entry_id as "entryId"';

/** Leaves in the order of the tree, each with its line as it stands now. */
export async function selectLeaves(q: Queryable, from: number, limit: number): Promise<readonly StandingLeaf[]> {
  return withLines(
    q,
    await q.query<LeafRow>(
      `select ${LEAF_COLUMNS} from audit_leaf where leaf_index >= $1 order by leaf_index limit $2`,
      [from, limit],
    ),
  );
}

/** The leaves of these entries, where they have one. */
export async function selectLeavesOf(q: Queryable, entryIds: readonly number[]): Promise<readonly StandingLeaf[]> {
  return withLines(
    q,
    await q.query<LeafRow>(
      `select ${LEAF_COLUMNS} from audit_leaf where entry_id = any($1::bigint[]) order by leaf_index`,
      [entryIds],
    ),
  );
}

async function withLines(q: Queryable, leaves: readonly LeafRow[]): Promise<readonly StandingLeaf[]> {
  const lines = await selectLines(
    q,
    leaves.map((leaf) => leaf.entryId),
  );
  return leaves.map((leaf) => ({ ...(lines.get(leaf.entryId) ?? goneLine(leaf.entryId)), ...leaf }));
}

export async function selectTreeSize(q: Queryable): Promise<number> {
  const [row] = await q.query<{ size: number }>('select coalesce(max(leaf_index) + 1, 0) as size from audit_leaf');
  return row?.size ?? 0;
}

/** Whether the tree has grown by more than the record of its own heads since it had this size. */
export async function hasNews(q: Queryable, since: number): Promise<boolean> {
  const [row] = await q.query<{ news: boolean }>(
    `select exists (
       select from audit_leaf leaf
       left join audit_row_batch batch on batch.entry_id = leaf.entry_id
       where leaf.leaf_index >= $1 and batch.table_name is distinct from 'audit_checkpoint'
     ) as news`,
    [since],
  );
  return row?.news ?? false;
}

export async function insertLeaves(
  tx: Tx,
  leaves: readonly { readonly index: number; readonly entryId: number; readonly hash: Buffer }[],
): Promise<void> {
  await tx.query(
    `insert into audit_leaf (leaf_index, entry_id, leaf_hash)
     select * from unnest($1::bigint[], $2::bigint[], $3::bytea[])`,
    [leaves.map((leaf) => leaf.index), leaves.map((leaf) => leaf.entryId), leaves.map((leaf) => leaf.hash)],
  );
}

/** A complete subtree of 256^(level+1) leaves by its root. */
export interface Tile {
  readonly level: number;
  readonly index: number;
  readonly root: Buffer;
}

export async function insertTiles(tx: Tx, tiles: readonly Tile[]): Promise<void> {
  await tx.query(
    `insert into audit_tile (level, tile_index, root_hash)
     select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])`,
    [tiles.map((tile) => tile.level), tiles.map((tile) => tile.index), tiles.map((tile) => tile.root)],
  );
}

export async function selectTiles(q: Queryable, level: number, from: number, to: number): Promise<readonly Tile[]> {
  return q.query<Tile>(
    `select level, tile_index as index, root_hash as root from audit_tile
     where level = $1 and tile_index >= $2 and tile_index < $3
     order by tile_index`,
    [level, from, to],
  );
}

export async function countTiles(q: Queryable): Promise<number> {
  const [row] = await q.query<{ count: number }>('select count(*) as count from audit_tile');
  return row?.count ?? 0;
}

/** Hashes of ranges of leaves (`tier` 0) or of complete tiles below `tier`, each range ≤ 256 long, in the order asked. */
export async function selectHashes(
  q: Queryable,
  ranges: readonly { readonly tier: number; readonly from: number; readonly to: number }[],
): Promise<readonly { readonly place: number; readonly at: number; readonly hash: Buffer }[]> {
  return q.query(
    `with asked as (
       select * from unnest($1::integer[], $2::bigint[], $3::bigint[]) with ordinality as range(tier, first, past, place)
     )
     select asked.place - 1 as place, leaf.leaf_index as at, leaf.leaf_hash as hash
     from asked join audit_leaf leaf on asked.tier = 0 and leaf.leaf_index >= asked.first and leaf.leaf_index < asked.past
     union all
     select asked.place - 1, tile.tile_index, tile.root_hash
     from asked join audit_tile tile
       on asked.tier > 0 and tile.level = asked.tier - 1 and tile.tile_index >= asked.first and tile.tile_index < asked.past
     order by place, at`,
    [ranges.map((range) => range.tier), ranges.map((range) => range.from), ranges.map((range) => range.to)],
  );
}

function goneLine(entryId: number): TrailLine {
  return { entryId, leaf: null, digest: null, mac: null };
}

function actLine(row: ActRow): TrailLine {
  const { entryId, digest, mac, at, actor, act, outcome, commitments, detail } = row;
  const object = { kind: row.objectKind, ids: row.objectIds };
  const writtenBy = writtenByOf(row);
  return {
    entryId,
    digest,
    mac,
    leaf: { kind: 'act', entry: entryId, at, actor, act, object, outcome, commitments, detail, writtenBy },
  };
}

function rowsLine(row: RowsRow): TrailLine {
  const { entryId, digest, mac, at, table, count, rows } = row;
  return {
    entryId,
    digest,
    mac,
    leaf: { kind: 'rows', entry: entryId, at, table, count, rows, writtenBy: writtenByOf(row) },
  };
}

function writtenByOf({ process, lane, sequence }: LineRow): WrittenBy {
  return { process, lane, sequence };
}
