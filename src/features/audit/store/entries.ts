import type { Queryable, Tx } from '#platform/postgres/transaction.ts';

/** An act ready to be written: personal words are outside, under their commitments. */
export interface NewEntry {
  readonly actor: string;
  readonly act: string;
  readonly object_kind: string;
  readonly object_ids: readonly number[];
  readonly outcome: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** SHA-256(salt || value) in hex, by name of the value. */
  readonly commitments: Readonly<Record<string, string>>;
}

export interface NewValue {
  readonly commitment: Buffer;
  readonly salt: Buffer;
  readonly value: string;
}

/** Inserts the entries with ascending ids and contiguous lane numbers in the order given. */
export async function insertEntries(tx: Tx, entries: readonly NewEntry[]): Promise<void> {
  await tx.query(
    `with taken as materialized (select lane, first_seq from audit_take($2))
     insert into audit_entry (actor, act, object_kind, object_ids, outcome, detail, commitments, lane_id, lane_seq)
     select given.entry->>'actor', given.entry->>'act', given.entry->>'object_kind',
            array(select id::bigint from jsonb_array_elements_text(given.entry->'object_ids') as id),
            given.entry->>'outcome', given.entry->'detail', given.entry->'commitments',
            taken.lane, taken.first_seq + given.place - 1
     from taken, jsonb_array_elements($1::jsonb) with ordinality as given(entry, place)
     order by given.place`,
    [JSON.stringify(entries), entries.length],
  );
}

export async function insertValues(tx: Tx, values: readonly NewValue[]): Promise<void> {
  await tx.query(
    `insert into audit_value (commitment, salt, value)
     select * from unnest($1::bytea[], $2::bytea[], $3::text[])`,
    [values.map((one) => one.commitment), values.map((one) => one.salt), values.map((one) => one.value)],
  );
}

/** Commitments, in hex, of what was typed in acts about these objects. */
export async function selectCommitments(
  q: Queryable,
  objectKind: string,
  objectIds: readonly number[],
): Promise<readonly { readonly entryId: number; readonly commitment: string }[]> {
  return q.query(
    `select entry.entry_id as "entryId", word.value as commitment
     from audit_entry entry
     cross join jsonb_each_text(entry.commitments) word
     where entry.object_kind = $1 and entry.object_ids && $2::bigint[]
     order by entry.entry_id`,
    [objectKind, objectIds],
  );
}

/** Removes the words under these commitments for good; answers how many there were. */
export async function deleteValues(tx: Tx, commitments: readonly Buffer[]): Promise<number> {
  const [row] = await tx.query<{ shredded: number }>('select audit_shred($1::bytea[]) as shredded', [commitments]);
  return row?.shredded ?? 0;
}

/** The first and the last done act of this name about each of these objects. */
export async function selectActsAbout(
  q: Queryable,
  wanted: { readonly act: string; readonly objectKind: string; readonly objectIds: readonly number[] },
): Promise<readonly { readonly objectId: number; readonly first: number; readonly last: number }[]> {
  return q.query(
    `with found as materialized (
       select entry_id, object_ids from audit_entry
       where object_ids && $3::bigint[] and act = $1 and object_kind = $2 and outcome = 'done'
     )
     select wanted.id as "objectId", min(found.entry_id) as first, max(found.entry_id) as last
     from unnest($3::bigint[]) wanted(id)
     join found on wanted.id = any (found.object_ids)
     group by wanted.id
     order by wanted.id`,
    [wanted.act, wanted.objectKind, wanted.objectIds],
  );
}
