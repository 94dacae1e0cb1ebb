import {
  createFirstKeyFile,
  createNextKeyFile,
  forgetKeyFile,
  readCurrentKeyFile,
  readKeyFiles,
  settleKeyFile,
} from './key-files.ts';
import { keyOfCommand, namedKeyOfCommand, PREFIX, readRootCommand } from './root-command.ts';
import { type RootKey, type RootRing, rootKeyMissing } from './root-key.ts';

/**
 * Opens the root keys of a key folder; makes the first key file at the very first start. Throws `root-key-missing` when
 * objects exist and no root does, `root-key-damaged` or `root-command-damaged` rather than start over.
 */
export async function openRootRing(keysDir: string, hasObjects: () => Promise<boolean>): Promise<RootRing> {
  const known = new Map<string, RootKey>(await readKeyFiles(keysDir));
  if (known.size === 0 && (await readRootCommand(keysDir)) === null) {
    if (await hasObjects()) throw rootKeyMissing();
    await createFirstKeyFile(keysDir);
  }
  const preferred = async () => {
    const command = await readRootCommand(keysDir);
    const key = command ? await keyOfCommand(command) : await readCurrentKeyFile(keysDir);
    if (!key) throw rootKeyMissing();
    known.set(key.id, key);
    return key;
  };
  const get = async (id: string) => {
    const found =
      known.get(id) ?? (id.startsWith(PREFIX) ? await ofCommand(keysDir, id) : (await readKeyFiles(keysDir)).get(id));
    if (!found) throw rootKeyMissing();
    known.set(id, found);
    return found;
  };
  return {
    preferred,
    get,
    successorOf: async (from) => {
      if (await readRootCommand(keysDir)) {
        const key = await preferred();
        return key.id === from ? null : key;
      }
      return createNextKeyFile(keysDir);
    },
    settle: async (id) => {
      if (!id.startsWith(PREFIX)) await settleKeyFile(keysDir, id);
    },
    forget: async (id) => {
      known.delete(id);
      await forgetKeyFile(keysDir, id);
    },
  };
}

async function ofCommand(keysDir: string, id: string): Promise<RootKey | undefined> {
  const command = await readRootCommand(keysDir);
  return command ? namedKeyOfCommand(command, id) : undefined;
}
