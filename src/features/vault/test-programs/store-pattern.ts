/**
 * Run by tests in a process of its own: stores `MEBIBYTES` of a generated pattern in the vault under `DIR` and prints,
 * as JSON, what was stored and by how much memory grew at most. Killed at will by the crash tests.
 */
import { KIB, MIB } from '#core/units.ts';
import { openFileStore } from '#platform/blobs/file-store.ts';
import { openVault } from '../open-vault.ts';

const [dir = '', mebibytes = '1'] = process.argv.slice(2);

async function* pattern(): AsyncGenerator<Buffer> {
  const piece = Buffer.alloc(64 * KIB, 'neutral pattern ');
  for (let sent = 0; sent < Number(mebibytes) * MIB; sent += piece.length) yield piece;
}

async function measured(): Promise<void> {
  const vault = await openVault({ blobs: await openFileStore({ dir: `${dir}/blobs` }), keysDir: `${dir}/keys` });
  const before = process.memoryUsage.rss();
  let highest = before;
  const timer = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage.rss());
  }, 20);
  const stored = await vault.storeStream(pattern(), { maxBytes: Number.MAX_SAFE_INTEGER });
  clearInterval(timer);
  highest = Math.max(highest, process.memoryUsage.rss());
  if (!stored.ok) throw new Error(stored.refusal.kind);
  const { objectId, sizeBytes, storedAs } = stored.value;
  console.log(JSON.stringify({ objectId, sizeBytes, storedAs, grownBytes: highest - before }));
}

await measured();
