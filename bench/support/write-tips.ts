import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const PER_FILE = 1_000;

/** Writes documents as a sender would drop them: one per line, a thousand a file. */
export async function writeTips(folder: string, documents: readonly string[]): Promise<void> {
  for (let at = 0; at < documents.length; at += PER_FILE) {
    await writeFile(join(folder, `tips-${at}.ndjson`), `${documents.slice(at, at + PER_FILE).join('\n')}\n`);
  }
}
