import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { connect, type Db } from '../connect.ts';
import { inTransaction, type Tx } from '../transaction.ts';
import { placeSequences, sequencesOf, tablesHalfSeen, tablesOf } from './catalogue.ts';
import { copyIn, copyOut, sumOfTable } from './copy-table.ts';
import { openForLoading } from './open-for-loading.ts';
import { inSnapshot, writePlainText } from './snapshot.ts';

// Proved: any tables go from one database to another by their owner alone, whatever stands on them. Out of scope: the files between.
// Alone: npx vitest run --project database src/platform/postgres/backup

const role = `vigie_owner_${randomUUID().slice(0, 8)}`;
let from: TestDatabase;
let to: TestDatabase;
/** Signed in as an owner who is no superuser, as on a hired server. */
let source: Db;
let target: Db;

const TABLES = `
  create table parent (id bigint generated always as identity primary key, child bigint, note text);
  create table child (id bigint generated always as identity primary key, parent bigint not null references parent,
    twice bigint generated always as (parent * 2) stored, same_as bigint references child, payload jsonb, raw bytea,
    part int8range, weight double precision, at timestamptz, words text[]);
  alter table parent add foreign key (child) references child deferrable;
  create sequence loose start 4100001;
  create table kept (line text);
  create function refuse() returns trigger language plpgsql as $$ begin raise exception 'append only'; end $$;
  create trigger kept_append_only before insert or update or delete on kept for each row execute function refuse();
  alter table kept enable always trigger kept_append_only;
  create trigger parent_off before insert on parent for each row execute function refuse();
  alter table parent disable trigger parent_off;
  alter table parent enable row level security, force row level security;
  create policy all_of_it on parent using (true) with check (true);`;

const ROWS = `
  insert into parent (note) values ('one'), (E'tab\\there\\nand a \\\\ slash'), (null);
  insert into child (parent, same_as, payload, raw, part, weight, at, words)
  values (1, null, '{"é": [1, null]}', '\\x00ff', '[1,5)', 0.1 + 0.2, '2026-11-24 12:00:00.123456+00', array['a,b', null, '']),
         (2, 1, null, null, 'empty', 'infinity', '-infinity', '{}'), (2, 2, null, null, null, null, null, null);
  update parent set child = 3 where id = 1;
  alter table kept disable trigger user; insert into kept values ('stays'); alter table kept enable always trigger kept_append_only;
  select nextval('loose'), nextval('loose');`;

beforeAll(async () => {
  [from, to] = [await emptyDatabase(), await emptyDatabase()];
  await from.db.query(`create role ${role} login`);
  for (const database of [from, to]) {
    await database.db.query(`grant all on schema public to ${role}`);
  }
  [source, target] = [asOwner(from), asOwner(to)];
  for (const db of [source, target]) await inTransaction(db, (tx) => tx.client.query(TABLES));
  await inTransaction(source, (tx) => tx.client.query(ROWS));
});

afterAll(async () => {
  await source.close();
  await target.close();
  const admin = connect({ connectionString: from.connectionString.replace(/(\/\/[^/]*\/)[^?]*/, '$1postgres') });
  await from.drop();
  await to.drop();
  await admin.query(`drop role ${role}`);
  await admin.close();
});

function asOwner(database: TestDatabase): Db {
  return connect({ connectionString: database.connectionString.replace(/\/\/[^@/]*@?/, `//${role}@`) });
}

async function bytesOf(rows: Readable): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of rows) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

async function pieces(bytes: Buffer): Promise<AsyncIterable<Buffer>> {
  return (async function* () {
    yield bytes;
  })();
}

async function copyAll(tx: Tx): Promise<void> {
  await inSnapshot(source, async (snapshot) => {
    const tables = await tablesOf(snapshot);
    const putBack = await openForLoading(tx, await tablesOf(tx));
    for (const table of tables)
      await copyIn(tx.client, table, await pieces(await bytesOf(copyOut(snapshot.client, table))));
    await placeSequences(tx, await sequencesOf(snapshot));
    await putBack();
  });
}

const sums = (db: Db) =>
  inSnapshot(db, async (snapshot) => {
    const found: Record<string, unknown> = {};
    for (const table of await tablesOf(snapshot)) found[table.name] = await sumOfTable(snapshot.client, table);
    return { found, sequences: await sequencesOf(snapshot) };
  });

describe('copying tables from one database to another', () => {
  test('brings every value over, circles of foreign keys, append-only and forced row policies included', async () => {
    await inTransaction(target, async (tx) => {
      await writePlainText(tx.client);
      await copyAll(tx);
    });
    expect(await sums(target)).toEqual(await sums(source));
    const rows = `select id, twice, payload, weight::text, at::text, words from child order by id`;
    expect(await target.query(rows)).toEqual(await source.query(rows));
  });

  test('puts everything back that stood in the way, exactly as it stood', async () => {
    const standing = (db: Db) =>
      db.query(
        `select conrelid::regclass::text as name, pg_get_constraintdef(oid) as what from pg_constraint where contype = 'f'
         union all select tgname, tgenabled::text from pg_trigger where not tgisinternal
         union all select relname, relforcerowsecurity::text from pg_class where relrowsecurity
         order by 1, 2`,
      );
    expect(await standing(target)).toEqual(await standing(source));
    await expect(target.query(`insert into kept values ('more')`)).rejects.toThrow('append only');
  });

  test('the next numbers go on where the source stopped', async () => {
    expect(await target.query(`insert into parent (note) values ('next') returning id`)).toEqual([{ id: 4 }]);
    expect(await target.query(`select nextval('loose') as n`)).toEqual([{ n: 4_100_003 }]);
  });

  test('a row that points nowhere is refused when the foreign keys come back, and nothing stays', async () => {
    const before = await sums(target);
    const broken = inTransaction(target, async (tx) => {
      await writePlainText(tx.client);
      await copyAll(tx);
      const putBack = await openForLoading(tx, []);
      await tx.query('delete from child where id = 3');
      await putBack();
    });
    await expect(broken).rejects.toMatchObject({ code: '23503' });
    // Sequences are outside every transaction.
    expect((await sums(target)).found).toEqual(before.found);
  });

  test('what others commit meanwhile is not in the snapshot', async () => {
    await inSnapshot(source, async (snapshot) => {
      const [table] = (await tablesOf(snapshot)).filter(({ name }) => name === 'parent');
      if (!table) throw new Error('There is no such table.');
      const before = await sumOfTable(snapshot.client, table);
      await source.query(`insert into parent (note) values ('late')`);
      expect(await sumOfTable(snapshot.client, table)).toEqual(before);
    });
  });
});

describe('an account that does not see every row', () => {
  test('is told apart from one that does', async () => {
    expect(await tablesHalfSeen(source)).toEqual([]);
    await source.query('create policy none_of_it on parent as restrictive using (note is not null)');
    expect(await tablesHalfSeen(source)).toEqual(['public.parent']);
    await source.query('drop policy none_of_it on parent; drop policy all_of_it on parent');
    expect(await tablesHalfSeen(source)).toEqual(['public.parent']);
    await source.query(`create policy some_of_it on parent using (note = 'one')`);
    expect(await tablesHalfSeen(source)).toEqual(['public.parent']);
    expect(await tablesHalfSeen(from.db), 'a superuser sees all').toEqual([]);
  });
});
