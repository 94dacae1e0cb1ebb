import type { Actor, Role } from './actor.ts';

/** An act and who may do it, as data: people by role, machines by kind. Nobody else. */
export interface Permission {
  /** The act as the audit trail names it: `decide-report`. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** Kinds of actors that are not people and may do this too. @default none */
  readonly machines?: readonly Exclude<Actor['kind'], 'staff'>[];
  /** The scope a token needs for it. @default any token may, where tokens may at all */
  readonly scope?: string;
  /** What `objectIds` count in the audit entry of a denial. @default 'object' */
  readonly objectKind?: string;
  /** An auditor may do this too, on the reports of a recorded mandate only. @default false */
  readonly underMandate?: boolean;
}

/** Whether this actor may do this. Deny by default: a person needs one of the roles, a machine its kind named. */
export function mayAct(actor: Actor, permission: Permission): boolean {
  if (actor.kind === 'staff') return actor.roles.some((role) => permission.roles.includes(role));
  if (actor.kind === 'token' && permission.scope !== undefined && !actor.scopes.includes(permission.scope))
    return false;
  return permission.machines?.includes(actor.kind) ?? false;
}

/** Whether only a mandate could let this actor through; whether there is one is asked of the database. */
export function needsMandate(actor: Actor, permission: Permission): boolean {
  return (
    permission.underMandate === true &&
    actor.kind === 'staff' &&
    actor.roles.includes('auditor') &&
    !mayAct(actor, permission)
  );
}
