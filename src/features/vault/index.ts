export { disposeCases, objectsOfCases, removeDisposedFiles } from './commands/dispose-cases.ts';
export { type KeepingAct, type KeptBytes, keepObject, keepObjects } from './commands/keep-objects.ts';
export { recordCustody } from './commands/record-custody.ts';
export { openVault, type VaultOptions } from './open-vault.ts';
export { custodyOf, objectFacts } from './queries/custody-of.ts';
export type {
  CustodyAct,
  CustodyEntry,
  ObjectFacts,
  ObjectFault,
  StoredBytes,
  StoreRefusal,
  SweepReport,
  Vault,
  Verification,
} from './types.ts';
