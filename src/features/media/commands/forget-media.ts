import type { Tx } from '#platform/postgres/transaction.ts';
import { deleteMediaOf } from '../store/forget.ts';

/** Lets go of what is known of the files of disposed reports; other reports keep their own counts. Answers how many rows. */
export function forgetMedia(tx: Tx, reportIds: readonly number[]): Promise<number> {
  return deleteMediaOf(tx, reportIds);
}
