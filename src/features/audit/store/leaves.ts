import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { Leaf } from '../domain/canonical-entry.ts';

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
  readonly actor: string | null;
  readonly act: string;
  readonly objectKind: string;
  readonly objectIds: readonly number[];
  readonly outcome: string;
  readonly commitments: Readonly<Record<string, string>>;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly tableName: string | null;
  readonly rowCount: number;
  readonly rowsDigest: string;
  readonly lane: number;
  readonly sequence: number;
  readonly process: string | null;
  readonly digest: Buffer | null;
  readonly mac: Buffer | null;
}

const INSTANT = `at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Acts and row versions side by side; a line is one or the other. */
const LINE_COLUMNS = `to_char(coalesce(e.at, b.at) ${INSTANT} as at,
  e.actor, e.act, e.object_kind as "objectKind", to_jsonb(e.object_ids) as "objectIds", e.outcome, e.commitments, e.detail,
  b.table_name as "tableName", cardinality(b.keys) as "rowCount",
  case when b.entry_id is not null then encode(audit_rows_digest(b.keys, b.hashes), 'hex') end as "rowsDigest",
  coalesce(e.lane_id, b.lane_id) as lane, coalesce(e.lane_seq, b.lane_seq) as sequence,
  coalesce(e.process_id, b.process_id) as process, coalesce(e.mac, b.mac) as mac,
  case when e.entry_id is not null then audit_entry_digest(e) when b.entry_id is not null then audit_batch_digest(b) end as digest`;

/** Lines that have no leaf yet, by number. */
export async function selectPending(q: Queryable, above: number, limit: number): Promise<readonly TrailLine[]> {
  const rows = await q.query<LineRow>(
    `with pending as (
       (select entry_id from audit_entry
        where entry_id > $1 and not exists (select from audit_leaf where audit_leaf.entry_id = audit_entry.entry_id)
        order by entry_id limit $2)
       union all
       (select entry_id from audit_row_batch
        where entry_id > $1 and not exists (select from audit_leaf where audit_leaf.entry_id = audit_row_batch.entry_id)
        order by entry_id limit $2)
       order by entry_id limit $2
     )
     select pending.entry_id as "entryId", ${LINE_COLUMNS}
     from pending
     left join audit_entry e on e.entry_id = pending.entry_id
     left join audit_row_batch b on b.entry_id = pending.entry_id
     order by pending.entry_id`,
    [above, limit],
  );
  return rows.map(lineOf);
}

export interface StandingLeaf extends TrailLine {
  readonly leafIndex: number;
  readonly leafHash: Buffer;
}

/** Leaves in the order of the tree, each with its line as it stands now. */
export async function selectLeaves(q: Queryable, from: number, limit: number): Promise<readonly StandingLeaf[]> {
  const rows = await q.query<LineRow & { leafIndex: number; leafHash: Buffer }>(
    `select leaf.leaf_index as "leafIndex", leaf.leaf_hash as "leafHash", leaf.entry_id as "entryId", ${LINE_COLUMNS}
     from (select leaf_index, leaf_hash, entry_id from audit_leaf where leaf_index >= $1 order by leaf_index limit $2) leaf
     left join audit_entry e on e.entry_id = leaf.entry_id
     left join audit_row_batch b on b.entry_id = leaf.entry_id
     order by leaf.leaf_index`,
    [from, limit],
  );
  return rows.map((row) => ({ ...lineOf(row), leafIndex: row.leafIndex, leafHash: row.leafHash }));
}

/** The leaves of these entries, where they have one. */
export async function selectLeavesOf(q: Queryable, entryIds: readonly number[]): Promise<readonly StandingLeaf[]> {
  const rows = await q.query<LineRow & { leafIndex: number; leafHash: Buffer }>(
    `select leaf.leaf_index as "leafIndex", leaf.leaf_hash as "leafHash", leaf.entry_id as "entryId", ${LINE_COLUMNS}
     from audit_leaf leaf
     left join audit_entry e on e.entry_id = leaf.entry_id
     left join audit_row_batch b on b.entry_id = leaf.entry_id
     where leaf.entry_id = any($1::bigint[])
     order by leaf.leaf_index`,
    [entryIds],
  );
  return rows.map((row) => ({ ...lineOf(row), leafIndex: row.leafIndex, leafHash: row.leafHash }));
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

function lineOf(row: LineRow): TrailLine {
  const { entryId, digest, mac } = row;
  return { entryId, digest, mac, leaf: leafOf(row) };
}

function leafOf(row: LineRow): Leaf | null {
  const writtenBy = { process: row.process, lane: row.lane, sequence: row.sequence };
  const { entryId: entry, at } = row;
  if (row.actor !== null) {
    const { actor, act, objectKind, objectIds, outcome, commitments, detail } = row;
    const object = { kind: objectKind, ids: objectIds };
    return { kind: 'act', entry, at, actor, act, object, outcome, commitments, detail, writtenBy };
  }
  if (row.tableName === null) return null;
  return { kind: 'rows', entry, at, table: row.tableName, count: row.rowCount, digest: row.rowsDigest, writtenBy };
}
