import type { Actor, StaffActor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import type { Permission } from '#core/permission.ts';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import type { AuditKeys } from './audit-keys.ts';
import type { AuditedObject } from './types.ts';

/** What the routes need; `access` and the slices of the road stand above this one, so they are asked through here. */
export interface AuditRouteDeps {
  readonly clock: Clock;
  readonly audit: AuditKeys;
  /** A denial is audited by whoever answers this. */
  readonly authorize: (tx: Tx, actor: Actor, permission: Permission) => Promise<boolean>;
  readonly namesOf: (tx: Tx, staffIds: readonly number[]) => Promise<ReadonlyMap<number, string>>;
  /**
   * The object behind a number as people write it: `not-a-number` when nothing is numbered like that, null when there is none or this
   * person may not know of it.
   */
  readonly objectOf: (
    q: Queryable,
    person: StaffActor,
    number: string,
  ) => Promise<AuditedObject | null | 'not-a-number'>;
  /** Numbers of objects as people write them, of those this person may know of and of kinds that have one. */
  readonly numbersOf: (q: Queryable, object: AuditedObject) => Promise<ReadonlyMap<number, string>>;
}
