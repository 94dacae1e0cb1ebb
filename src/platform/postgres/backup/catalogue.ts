import pg from 'pg';
import type { Queryable } from '../connect.ts';

/** A table as it is copied: generated columns are left out, the database makes them again. */
export interface TableShape {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
}

/** Where a sequence stands; identity columns have one each. */
export interface SequencePlace {
  readonly schema: string;
  readonly name: string;
  readonly lastValue: number;
  readonly isCalled: boolean;
}

// The list of what was migrated is made again by migrating, never copied; the mark belongs to the database it stands in.
const NEVER_COPIED = ['public.schema_migration', 'public.restore_unfinished', 'graphile_worker.migrations'];

const OURS = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relpersistence <> 't'
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`;

/** Every table of this database with its columns, from the catalogue: no list of names to forget one in. */
export function tablesOf(q: Queryable): Promise<TableShape[]> {
  return q.query<TableShape>(
    `select n.nspname::text as schema, c.relname::text as name,
            array(select a.attname::text from pg_attribute a
                  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                  order by a.attnum) as columns
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and ${OURS} and n.nspname || '.' || c.relname <> all ($1::text[])
     order by n.nspname::text collate "C", c.relname::text collate "C"`,
    [NEVER_COPIED],
  );
}

/** Where every sequence stands now. Sequences are in no snapshot: read after the tables, they are never behind them. */
export async function sequencesOf(q: Queryable): Promise<SequencePlace[]> {
  const names = await q.query<{ schema: string; name: string }>(
    `select n.nspname::text as schema, c.relname::text as name
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'S' and ${OURS}
     order by n.nspname::text collate "C", c.relname::text collate "C"`,
  );
  if (names.length === 0) return [];
  return q.query<SequencePlace>(
    names
      .map(
        (one) =>
          `select ${pg.escapeLiteral(one.schema)} as schema, ${pg.escapeLiteral(one.name)} as name,
                  last_value as "lastValue", is_called as "isCalled" from ${qualified(one)}`,
      )
      .join(' union all '),
  );
}

/** Puts sequences where they stood; one the database does not have is an exception. */
export async function placeSequences(q: Queryable, places: readonly SequencePlace[]): Promise<void> {
  await q.query(
    `select setval(format('%I.%I', schema, name)::regclass, last_value, is_called)
     from unnest($1::text[], $2::text[], $3::bigint[], $4::boolean[]) as place(schema, name, last_value, is_called)`,
    [
      places.map((place) => place.schema),
      places.map((place) => place.name),
      places.map((place) => place.lastValue),
      places.map((place) => place.isCalled),
    ],
  );
}

/** Tables that hold anything. */
export async function tablesWithRows(q: Queryable): Promise<string[]> {
  const tables = await tablesOf(q);
  if (tables.length === 0) return [];
  const rows = await q.query<{ name: string }>(
    tables
      .map(
        (table) => `select ${pg.escapeLiteral(nameOf(table))} as name where exists (select from ${qualified(table)})`,
      )
      .join(' union all '),
  );
  return rows.map((row) => row.name);
}

/**
 * Tables of which this role would see some rows only: row policies apply to it, and none of them says "all". A backup
 * that silently left rows out would be worse than none.
 */
export async function tablesHalfSeen(q: Queryable): Promise<string[]> {
  const applies = `(p.polroles = '{0}' or exists (
    select from unnest(p.polroles) as given(role) where given.role <> 0 and pg_has_role(given.role, 'usage')))
    and p.polcmd in ('r', '*')`;
  const rows = await q.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and ${OURS} and c.relrowsecurity and row_security_active(c.oid)
       and not (exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive and ${applies}
                          and pg_get_expr(p.polqual, p.polrelid) = 'true')
                and not exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive and ${applies}))
     order by 1`,
  );
  return rows.map((row) => row.name);
}

/** `schema.table`, for people and for keys of a record. */
export function nameOf(table: { readonly schema: string; readonly name: string }): string {
  return `${table.schema}.${table.name}`;
}

/** The name as it stands in a statement. */
export function qualified(table: { readonly schema: string; readonly name: string }): string {
  return `${pg.escapeIdentifier(table.schema)}.${pg.escapeIdentifier(table.name)}`;
}
