export { record, recordMany } from './commands/record-acts.ts';
export type { AuditedAct } from './types.ts';
