export { adoptDirectWraps } from './commands/adopt-direct-wraps.ts';
export { destroyCaseKey, type Expunged, type ExpungedBy, expungeObjects } from './commands/expunge-objects.ts';
export { type KeepingAct, type KeptBytes, keepObject, keepObjects } from './commands/keep-objects.ts';
export { recordCustody } from './commands/record-custody.ts';
export { type Rotation, type RotationRefusal, rotateRootKey } from './commands/rotate-root-key.ts';
export { vaultActs, vaultRoutes } from './http.ts';
export { openVault, type VaultOptions } from './open-vault.ts';
export { custodyOf, objectFacts } from './queries/custody-of.ts';
export { objectsOfCases } from './queries/objects-of-cases.ts';
export { stillStored, storedObjects } from './queries/stored-objects.ts';
export { type VaultStatus, vaultStatus } from './queries/vault-status.ts';
export type {
  CaseRef,
  CustodyAct,
  CustodyEntry,
  ObjectFacts,
  ObjectFault,
  OpenFault,
  ScrubPace,
  ScrubReport,
  StoredBytes,
  StoredName,
  StoreRefusal,
  SweepReport,
  Vault,
  Verification,
} from './types.ts';
