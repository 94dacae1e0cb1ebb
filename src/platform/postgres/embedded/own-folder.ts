import { chmod, mkdir } from 'node:fs/promises';

/** Makes a folder of ours if it is missing: private, but for root traversable, since the server runs under another account. */
export async function makeOwnFolder(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true });
  if (made !== undefined) await chmod(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
}
