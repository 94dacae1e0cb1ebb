import { randomBytes } from 'node:crypto';
import type { RootKey, RootRing } from './root-key.ts';

/** A new case key, wrapped already. */
export interface FreshKek {
  readonly kek: Buffer;
  readonly wrappedKek: Buffer;
}

// Enough for a burst of new reports between two uploads; few enough to matter to nobody.
const SPARE = 32;

/**
 * New case keys. A root behind a command is asked ahead, outside transactions, for a bounded stock: a transaction that
 * opens a case then waits for no other program.
 */
export interface SpareKeys {
  /** Fills the stock; what goes wrong shows when a key is needed. */
  stock(): Promise<void>;
  draw(root: RootKey, count: number): Promise<FreshKek[]>;
}

/** Opens an empty stock. */
export function openSpareKeys(ring: RootRing): SpareKeys {
  let stock: { readonly rootKeyId: string; readonly keks: FreshKek[] } | null = null;
  let filling: Promise<void> | null = null;
  let wanted: RootKey | null = null;
  const fill = async () => {
    const root = wanted ?? (await ring.preferred());
    if (root.kind !== 'command') return;
    if (stock?.rootKeyId === root.id && stock.keks.length > SPARE / 2) return;
    const fresh = await make(root, SPARE);
    stock = { rootKeyId: root.id, keks: [...(stock?.rootKeyId === root.id ? stock.keks : []), ...fresh] };
  };
  return {
    stock: async () => {
      filling ??= fill()
        .catch(() => undefined)
        .finally(() => {
          filling = null;
        });
      await filling;
    },
    draw: async (root, count) => {
      wanted = root;
      const drawn = stock?.rootKeyId === root.id ? stock.keks.splice(0, count) : [];
      return drawn.length === count ? drawn : [...drawn, ...(await make(root, count - drawn.length))];
    },
  };
}

async function make(root: RootKey, count: number): Promise<FreshKek[]> {
  const keks = Array.from({ length: count }, () => randomBytes(32));
  const wrapped = await root.wrap(keks);
  return keks.map((kek, index) => ({ kek, wrappedKek: wrapped[index] as Buffer }));
}
