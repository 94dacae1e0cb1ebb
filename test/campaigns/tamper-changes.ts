import type { Queryable } from '#platform/postgres/transaction.ts';
import { newSignerKey, signNote } from '#platform/tlog/signed-note.ts';
import type { Random } from '../../src/entrypoints/demo/random.ts';

// What somebody with the database's password may do, in plain SQL. Nothing here asks the product what it protects or how: the list of
// tables and the names the verdict must give are written out, so that a hole in the product is not a hole in its test.

/** One change and the object the verdict has to name (any of several where two names are equally true). */
export interface Change {
  readonly what: string;
  readonly expected: readonly string[];
}

/** Cases, evidence, people, decisions, packages: what issue and handbook call protected. */
const TABLES = [
  'intake_report',
  'intake_raw',
  'intake_version',
  'intake_ledger',
  'intake_file',
  'intake_victim',
  'intake_identifier',
  'legal_clock',
  'linking_verdict',
  'triage_decision',
  'triage_urgency_change',
  'packaging_sealed',
  'packaging_release',
  'packaging_move',
  'dispatch_receipt',
  'dispatch_outcome',
  'vault_object',
  'vault_custody',
  'access_staff',
  'access_credential',
  'access_token',
  'routing_recipient_key',
  'audit_value',
  'audit_witness',
  'access_proposal',
  'legal_hold',
  'incidents_incident',
  'incidents_act',
  'incidents_clock',
] as const;

const CHURN: Readonly<Record<string, readonly string[]>> = {
  access_credential: ['last_used_at'],
  access_token: ['last_used_at'],
};

interface Column {
  readonly name: string;
  readonly type: string;
  readonly key: boolean;
  readonly unique: boolean;
}

/** Edits, deletes or adds one row of one protected table, in half of the cases past the triggers. Null when the dice fell badly. */
export async function changeRow(q: Queryable, random: Random): Promise<Change | null> {
  const table = random.pick(TABLES);
  const columns = await columnsOf(q, table);
  const key = columns.filter((column) => column.key);
  const keyText = key.map((column) =>
    column.type === 'bytea' ? `encode(${column.name}, 'hex')` : `${column.name}::text`,
  );
  const row = await oneRow(q, random, `select ctid::text as at, ${keyText.join(` || '/' || `)} as key from ${table}`);
  if (!row) return null;
  const past = random.chance(0.5);
  await q.query(`set local session_replication_role = ${past ? 'replica' : 'origin'}`);
  const named = { expected: [`${table} ${row['key']}`] };
  const how = random.below(4);
  if (how === 0) {
    await q.query(`delete from ${table} where ctid = $1::tid`, [row['at']]);
    return { what: `delete from ${table}`, ...named };
  }
  if (how === 1) return insertCopy(q, table, columns, String(row['at']), keyText);
  const editable = columns.filter((column) => !column.key && !CHURN[table]?.includes(column.name));
  const column = random.pick(editable);
  const value = mutation(column);
  if (value === null) return null;
  await q.query(`update ${table} set ${column.name} = ${value} where ctid = $1::tid`, [row['at']]);
  return { what: `update ${table}.${column.name}${past ? ' past the triggers' : ''}`, ...named };
}

async function insertCopy(
  q: Queryable,
  table: string,
  columns: readonly Column[],
  at: string,
  keyText: readonly string[],
): Promise<Change | null> {
  const values = columns.map((column) => (column.unique ? mutation(column, 1_000_000) : column.name));
  if (values.includes(null)) return null;
  const [row] = await q.query<{ key: string }>(
    `insert into ${table} (${columns.map((column) => column.name).join(', ')}) overriding system value
     select ${values.join(', ')} from ${table} where ctid = $1::tid
     returning ${keyText.join(` || '/' || `)} as key`,
    [at],
  );
  return row ? { what: `insert into ${table}`, expected: [`${table} ${row.key}`] } : null;
}

function mutation({ name, type }: Column, step = 1): string | null {
  const by: Readonly<Record<string, string>> = {
    text: `coalesce(${name}, '') || 'x'`,
    bigint: `coalesce(${name}, 0) + ${step}`,
    integer: `coalesce(${name}, 0) + ${step}`,
    smallint: `coalesce(${name}, 0::smallint) + 1::smallint`,
    boolean: `not coalesce(${name}, false)`,
    uuid: 'gen_random_uuid()',
    bytea: `case when coalesce(length(${name}), 0) = 0 then '\\x01'::bytea else set_byte(${name}, 0, get_byte(${name}, 0) # 1) end`,
    'timestamp with time zone': `coalesce(${name}, now()) + interval '1 millisecond'`,
    date: `coalesce(${name}, current_date) + 1`,
    jsonb: `case when jsonb_typeof(${name}) = 'object' then ${name} || '{"x": 1}' else '{"x": 1}' end`,
    'text[]': `array_append(coalesce(${name}, '{}'), 'x')`,
  };
  return by[type] ?? null;
}

async function columnsOf(q: Queryable, table: string): Promise<readonly Column[]> {
  return q.query<Column>(
    `select attname as name, format_type(atttypid, atttypmod) as type,
            exists (select from pg_index where indrelid = attrelid and indisprimary and attnum = any (indkey)) as key,
            exists (select from pg_index where indrelid = attrelid and indisunique and attnum = any (indkey)) as unique
     from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
    [table],
  );
}

async function oneRow(q: Queryable, random: Random, select: string): Promise<Record<string, unknown> | null> {
  const rows = await q.query(`${select} order by 2`);
  return rows.length === 0 ? null : random.pick(rows);
}

/** Before it has a leaf, a line that is gone is named by the number it leaves open. */
async function deleteLine(q: Queryable, random: Random, table: string): Promise<Change | null> {
  const row = await oneRow(q, random, `select entry_id as id, at, lane_id as lane, lane_seq as number from ${table}`);
  await q.query(`delete from ${table} where entry_id = $1`, [row?.['id']]);
  const expected = [`audit_entry ${row?.['id']}`, `audit_lane ${row?.['lane']} number ${row?.['number']}`];
  return { what: `delete from ${table}`, expected };
}

type Alter = (q: Queryable, random: Random) => Promise<Change | null>;

/** Changes of the trail itself; the log's own defences are switched off first. */
export const TRAIL_CHANGES: readonly Alter[] = [
  async (q, random) => {
    const row = await oneRow(q, random, 'select entry_id as id, at from audit_entry');
    const set = random.pick([
      "actor = actor || 'x'",
      "act = 'read-figures'",
      'object_ids = array_append(object_ids, 4711)',
      "outcome = case outcome when 'done' then 'denied' else 'done' end",
      "at = at + interval '1 microsecond'",
      `detail = detail || '{"x": 1}'`,
      `commitments = '{"purpose": "00"}'`,
      'lane_seq = lane_seq + 100000',
      'process_id = gen_random_uuid()',
      'mac = set_byte(mac, 3, get_byte(mac, 3) # 8)',
    ]);
    await q.query(`update audit_entry set ${set} where entry_id = $1`, [row?.['id']]);
    return { what: `update audit_entry set ${set}`, expected: [`audit_entry ${row?.['id']}`] };
  },
  async (q, random) => {
    return deleteLine(q, random, 'audit_entry');
  },
  async (q, random) => {
    // A forger who knows the format: another real line of the same session under the next number.
    const row = await oneRow(q, random, 'select entry_id as id, at from audit_entry');
    const [made] = await q.query<{ id: number }>(
      `insert into audit_entry (actor, act, object_kind, object_ids, outcome, detail, lane_id, lane_seq, process_id, mac)
       select actor, act, object_kind, object_ids, outcome, detail, lane_id, lane_seq + 1, process_id, mac
       from audit_entry where entry_id = $1 returning entry_id as id`,
      [row?.['id']],
    );
    return { what: 'insert into audit_entry', expected: [`audit_entry ${made?.id}`] };
  },
  async (q, random) => {
    const row = await oneRow(q, random, 'select entry_id as id, at from audit_row_batch');
    const set = random.pick([
      "keys[1] = keys[1] || '1'",
      'hashes[1] = set_byte(hashes[1], 0, get_byte(hashes[1], 0) # 1)',
    ]);
    await q.query(`update audit_row_batch set ${set} where entry_id = $1`, [row?.['id']]);
    return { what: `update audit_row_batch set ${set}`, expected: [`audit_row_batch ${row?.['id']}`] };
  },
  async (q, random) => {
    return deleteLine(q, random, 'audit_row_batch');
  },
];

/** Changes of what hangs on every entry; each is examined alone. */
export const TREE_CHANGES: readonly Alter[] = [
  async (q, random) => {
    const row = await oneRow(q, random, 'select leaf_index as i, entry_id from audit_leaf');
    await q.query(
      'update audit_leaf set leaf_hash = set_byte(leaf_hash, 9, get_byte(leaf_hash, 9) # 1) where leaf_index = $1',
      [row?.['i']],
    );
    return { what: 'update audit_leaf', expected: [`audit_leaf ${row?.['i']}`] };
  },
  async (q, random) => {
    const [{ size } = { size: 0 }] = await q.query<{ size: number }>('select count(*) as size from audit_leaf');
    const at = random.below(size - 1);
    await q.query('delete from audit_leaf where leaf_index = $1', [at]);
    return { what: 'delete from audit_leaf', expected: [`audit_leaf ${at}`] };
  },
  async (q) => {
    const [{ size } = { size: 0 }] = await q.query<{ size: number }>('select count(*) as size from audit_leaf');
    await q.query(`insert into audit_leaf (leaf_index, entry_id, leaf_hash) values ($1, 9999999, sha256('x'))`, [size]);
    return { what: 'insert into audit_leaf', expected: [`audit_leaf ${size}`] };
  },
  async (q, random) => {
    // Two leaves change places, consistently: every row is true, only the order is not.
    const [{ signed } = { signed: 0 }] = await q.query<{ signed: number }>(
      'select max(tree_size) as signed from audit_checkpoint',
    );
    const a = random.below(signed - 1);
    const b = a + 1 + random.below(Math.min(5, signed - a - 1));
    await q.query('update audit_leaf set leaf_index = -1 where leaf_index = $1', [a]);
    await q.query('update audit_leaf set leaf_index = $1 where leaf_index = $2', [a, b]);
    await q.query('update audit_leaf set leaf_index = $1 where leaf_index = -1', [b]);
    const named = Array.from({ length: b - a }, (_, step) => `audit_leaf ${a + 1 + step}`);
    return { what: `reorder leaves ${a} and ${b}`, expected: named };
  },
  async (q, random) => {
    const row = await oneRow(q, random, 'select checkpoint_id as id, tree_size as size, note from audit_checkpoint');
    const other = await oneRow(q, random, 'select checkpoint_id as id, tree_size as size, note from audit_checkpoint');
    if (!row || !other || row['size'] === other['size']) return null;
    await q.query('update audit_checkpoint set note = $2 where checkpoint_id = $1', [row['id'], other['note']]);
    return { what: 'checkpoint replaced by another', expected: [`checkpoint ${row['size']}`] };
  },
  async (q, random) => {
    const row = await oneRow(q, random, 'select checkpoint_id as id, tree_size as size, note from audit_checkpoint');
    const text = String(row?.['note']).split('\n\n')[0];
    const forged = signNote(`${text}\n`, newSignerKey(String(text).split('\n')[0] ?? '', 'note').key);
    await q.query('update audit_checkpoint set note = $2 where checkpoint_id = $1', [row?.['id'], forged]);
    return { what: 'checkpoint signed by another key', expected: [`checkpoint ${row?.['size']}`] };
  },
  async (q, random) => {
    const row = await oneRow(q, random, 'select checkpoint_id as id, tree_size as size from audit_checkpoint');
    await q.query('delete from audit_cosignature where checkpoint_id = $1', [row?.['id']]);
    await q.query('delete from audit_checkpoint where checkpoint_id = $1', [row?.['id']]);
    return { what: 'delete from audit_checkpoint', expected: [`audit_checkpoint ${row?.['id']}`] };
  },
  async (q) => {
    await q.query(
      'update audit_tile set root_hash = set_byte(root_hash, 1, get_byte(root_hash, 1) # 4) where level = 0 and tile_index = 0',
    );
    return { what: 'update audit_tile', expected: ['audit_tile 0/0'] };
  },
  async (q, random) => {
    const row = await oneRow(q, random, 'select lane_id as id, last_seq from audit_lane where last_seq > 0');
    await q.query('update audit_lane set last_seq = last_seq + 3 where lane_id = $1', [row?.['id']]);
    const next = Number(row?.['last_seq']) + 1;
    return { what: 'update audit_lane', expected: [`audit_lane ${row?.['id']} number ${next}`] };
  },
  async (q, random) => {
    // The whole log put back in time, without a seam: only a head kept elsewhere contradicts it.
    const [{ size } = { size: 0 }] = await q.query<{ size: number }>(
      'select max(tree_size) as size from audit_checkpoint',
    );
    const back = size - 1 - random.below(20);
    const later = 'select entry_id from audit_leaf where leaf_index >= $1';
    await q.query(
      'delete from audit_cosignature where checkpoint_id in (select checkpoint_id from audit_checkpoint where tree_size > $1)',
      [back],
    );
    await q.query('delete from audit_checkpoint where tree_size > $1', [back]);
    await q.query(`delete from audit_entry where entry_id in (${later})`, [back]);
    await q.query(`delete from audit_row_batch where entry_id in (${later})`, [back]);
    await q.query('delete from audit_leaf where leaf_index >= $1', [back]);
    return { what: `roll back to ${back}`, expected: [`checkpoint ${size}`] };
  },
];
