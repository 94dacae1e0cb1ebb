import type { Queryable } from '#platform/postgres/transaction.ts';

/** How far the audit trail goes and what it hashes to: equal before and after a restore. */
export interface AuditHead {
  readonly treeSize: number;
  /** Lower-case hex. */
  readonly rootHash: string;
}

/** Reads the head of the audit trail: the number of its entries and a digest over them in order. */
export async function auditHead(q: Queryable): Promise<AuditHead> {
  const [head] = await q.query<AuditHead>(
    `select count(*) as "treeSize",
            encode(sha256(coalesce(string_agg(sha256(convert_to(entry::text, 'UTF8')), ''::bytea order by entry_id), '')), 'hex') as "rootHash"
     from audit_entry entry`,
  );
  if (head === undefined) throw new Error('An aggregate gave no row.');
  return head;
}
