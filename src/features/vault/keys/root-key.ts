/** A key that wraps the keys of cases. Its name is public, its bytes may be far away. */
export interface RootKey {
  readonly id: string;
  readonly kind: 'file' | 'command';
  /** Wraps a set of keys (AES-256-KWP), in the order given. */
  wrap(keys: readonly Buffer[]): Promise<Buffer[]>;
  /** Unwraps a set; throws `wrong-key` when one was altered or wrapped by another root. */
  unwrap(wrapped: readonly Buffer[]): Promise<Buffer[]>;
}

/** Every root key this data folder can reach. */
export interface RootRing {
  /** The one to take where the database names none yet: the command where one is configured, else the key file. */
  preferred(): Promise<RootKey>;
  /** The root key of this name; throws `root-key-missing` where nothing here can reach it. */
  get(id: string): Promise<RootKey>;
  /** A new root to go over to from `from`: what the command names now, else a new key file. Null where there is no other. */
  successorOf(from: string): Promise<RootKey | null>;
  /** Makes the key file of this name the one of the next start; commands name their own. */
  settle(id: string): Promise<void>;
  /** Removes the key file of this name for good. */
  forget(id: string): Promise<void>;
}

/** Nothing here reaches this root key: a new one would hide the loss. */
export function rootKeyMissing(): Error {
  return Object.assign(
    new Error('The vault holds objects but its root key is missing; restore it from the key backup.'),
    { code: 'root-key-missing' },
  );
}
