import { randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { newSignerKey, readSignerKey, type SignerKey } from '#platform/tlog/signed-note.ts';
import type { ShownHead, WitnessMemory } from './vouch.ts';

const memoryShape = z.object({ logKey: z.string(), checkpoint: z.string() });
const shownShape = memoryShape.extend({ from: z.number().int().min(0), hashes: z.array(z.string()).max(63) });

/** Reads what a witness remembers; null at its first look. Throws when the file is there and cannot be read: forgetting is not safe. */
export async function readMemory(path: string): Promise<WitnessMemory | null> {
  const text = await readIfThere(path);
  return text === null ? null : memoryShape.parse(JSON.parse(text));
}

/** Keeps the memory, whole or not at all, before anything is signed. */
export async function writeMemory(path: string, memory: WitnessMemory): Promise<void> {
  await writeWhole(path, `${JSON.stringify(memory, null, 1)}\n`);
}

/** A shown head out of a file, or out of an answer. */
export function parseShownHead(text: string): ShownHead {
  return shownShape.parse(JSON.parse(text));
}

/** The witness's own key, beside its memory (0600); made at its first look. */
export async function witnessKey(statePath: string, name: string): Promise<SignerKey> {
  const path = `${statePath}.key`;
  const found = await readIfThere(path);
  if (found !== null) {
    const key = readSignerKey(found);
    if (key?.kind !== 'cosignature') throw new Error(`${path} is not the key of a witness.`);
    return key;
  }
  const made = newSignerKey(name, 'cosignature');
  await writeWhole(path, `${made.text}\n`);
  return made.key;
}

/** Writes a file that survives a power cut, in one piece. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  {
    await using file = await open(draft, 'wx', 0o600);
    await file.writeFile(text);
    await file.sync();
  }
  await rename(draft, path);
  await using folder = await open(dirname(path), 'r');
  await folder.sync();
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
