import type { Actor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import type { Permission } from '#core/permission.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { AuditKeys } from './audit-keys.ts';

/** What the routes need; `access` stands above this slice, so permission and names are asked for through here. */
export interface AuditRouteDeps {
  readonly clock: Clock;
  readonly audit: AuditKeys;
  /** A denial is audited by whoever answers this. */
  readonly authorize: (tx: Tx, actor: Actor, permission: Permission) => Promise<boolean>;
  readonly namesOf: (tx: Tx, staffIds: readonly number[]) => Promise<ReadonlyMap<number, string>>;
}
