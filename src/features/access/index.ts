export { requirePermission } from './commands/require-permission.ts';
export { mayAct } from './domain/may-act.ts';
export type { NotPermitted, Permission, Session } from './types.ts';
