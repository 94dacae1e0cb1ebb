import type { Tx } from '#platform/postgres/transaction.ts';
import { lockDirectory, replaceCoverage, upsertAgencies } from '../store/directory.ts';
import { readDirectory } from './read-directory.ts';

/** Brings the directory tables to the released reference, once or a hundred times with the same effect. Operator entries stay. */
export async function loadDirectory(tx: Tx): Promise<{ readonly agencies: number; readonly coverage: number }> {
  const directory = await readDirectory();
  await lockDirectory(tx);
  await upsertAgencies(tx, directory.agencies);
  await replaceCoverage(tx, directory.coverage);
  return { agencies: directory.agencies.length, coverage: directory.coverage.length };
}
