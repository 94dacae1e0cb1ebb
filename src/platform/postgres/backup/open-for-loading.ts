import type { Tx } from '../transaction.ts';
import { qualified, type TableShape } from './catalogue.ts';

interface Hindrance {
  readonly lift: string;
  readonly putBack: string;
}

const USER_TABLE = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relkind in ('r', 'p')`;
const OF_TABLE = 'join pg_namespace n on n.oid = c.relnamespace';

// Owner's rights are enough for all three; session_replication_role would need a superuser, which a hired server does not give.
const HINDRANCES = `
  select format('alter table %I.%I drop constraint %I', n.nspname, c.relname, o.conname) as lift,
         format('alter table %I.%I add constraint %I %s', n.nspname, c.relname, o.conname, pg_get_constraintdef(o.oid)) as "putBack"
  from pg_constraint o join pg_class c on c.oid = o.conrelid ${OF_TABLE}
  where o.contype = 'f' and o.conparentid = 0 and ${USER_TABLE}
  union all
  select format('alter table %I.%I disable trigger %I', n.nspname, c.relname, t.tgname),
         format('alter table %I.%I enable %s trigger %I', n.nspname, c.relname,
                case t.tgenabled when 'A' then 'always' when 'R' then 'replica' else '' end, t.tgname)
  from pg_trigger t join pg_class c on c.oid = t.tgrelid ${OF_TABLE}
  where not t.tgisinternal and t.tgparentid = 0 and t.tgenabled <> 'D' and ${USER_TABLE}
  union all
  select format('alter table %I.%I no force row level security', n.nspname, c.relname),
         format('alter table %I.%I force row level security', n.nspname, c.relname)
  from pg_class c ${OF_TABLE}
  where c.relforcerowsecurity and ${USER_TABLE}`;

/**
 * Empties the tables and takes away what stands between them and a copy: foreign keys (the order of loading no longer
 * matters, nor do circles), triggers (append-only ones too), forced row policies. The answer puts everything back as it
 * was; the foreign keys are checked over all rows then. All of it within the caller's transaction.
 */
export async function openForLoading(tx: Tx, tables: readonly TableShape[]): Promise<() => Promise<void>> {
  const hindrances = await tx.query<Hindrance>(HINDRANCES);
  for (const { lift } of hindrances) await tx.query(lift);
  if (tables.length > 0) await tx.query(`truncate ${tables.map(qualified).join(', ')}`);
  return async () => {
    for (const { putBack } of hindrances) await tx.query(putBack);
  };
}
