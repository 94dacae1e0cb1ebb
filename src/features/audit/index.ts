export { record, recordMany } from './commands/record-acts.ts';
export { lastActsOn } from './queries/last-acts-on.ts';
export type { AuditedAct } from './types.ts';
