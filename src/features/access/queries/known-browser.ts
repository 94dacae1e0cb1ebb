import type { Tx } from '#platform/postgres/transaction.ts';
import type { Place } from '../proofs.ts';
import { isKnownDevice } from '../store/failures.ts';
import { findStaffIdByName } from '../store/people.ts';

/** Whether the person of this name has proved themselves from this browser before; the same two questions for a name nobody has. */
export async function knowsBrowser(tx: Tx, place: Place, name: string): Promise<boolean> {
  return isKnownDevice(tx, place.browserSha256, await findStaffIdByName(tx, name));
}
