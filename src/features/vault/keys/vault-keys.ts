import { type KeyCache, openKeyCache } from './key-cache.ts';
import type { RootRing } from './root-key.ts';
import { openSpareKeys, type SpareKeys } from './spare-keys.ts';
import { openStaging, type Staging } from './staging.ts';

/** What a process holds to open and close keys of every storey. */
export interface VaultKeys {
  readonly ring: RootRing;
  readonly staging: Staging;
  readonly cache: KeyCache;
  readonly spare: SpareKeys;
}

/** Opens the keys of one process. */
export function openVaultKeys(ring: RootRing): VaultKeys {
  return { ring, staging: openStaging(), cache: openKeyCache(ring), spare: openSpareKeys(ring) };
}
