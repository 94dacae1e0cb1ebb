import type { Actor } from '#core/actor.ts';
import type { Permission } from '../types.ts';

/** Whether this actor may do this. Deny by default: a person needs one of the roles, a machine its kind named. */
export function mayAct(actor: Actor, permission: Permission): boolean {
  if (actor.kind === 'staff') return actor.roles.some((role) => permission.roles.includes(role));
  return permission.machines?.includes(actor.kind) ?? false;
}
