import type { Queryable, Tx } from '../transaction.ts';

// A table, so that it stands and falls with a transaction, on any server and whatever the data folder.
const MARK = 'public.restore_unfinished';
// One restore at a time into a database; the number only has to be ours alone.
const RESTORE_LOCK = 7_400_019;

/** Whether a restore into this database was begun and not finished: nothing may use it until it is. */
export async function isRestoreUnfinished(q: Queryable): Promise<boolean> {
  const [row] = await q.query<{ found: boolean }>('select to_regclass($1) is not null as found', [MARK]);
  return row?.found ?? false;
}

/** Marks the database as unfit for use. */
export async function markRestoreBegun(tx: Tx, backupId: string): Promise<void> {
  await tx.query(
    `create table if not exists ${MARK} (backup_id text not null, begun_at timestamptz not null default now())`,
  );
  await tx.query(`delete from ${MARK}`);
  await tx.query(`insert into ${MARK} (backup_id) values ($1)`, [backupId]);
}

/** The database is whole: the mark goes. */
export async function markRestoreFinished(tx: Tx): Promise<void> {
  await tx.query(`drop table ${MARK}`);
}

/** Takes the right to restore into this database for as long as the connection lives; false when another has it. */
export async function holdRestore(q: Queryable): Promise<boolean> {
  const [row] = await q.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [RESTORE_LOCK]);
  return row?.held ?? false;
}
