import type { Bilingual } from '#core/locale.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { setPlaceHints } from '../store/queue.ts';

/** The best candidate service of a report, as its queue row shows it. */
export interface RouteHint {
  readonly reportId: number;
  readonly agency: string;
  readonly words: Bilingual;
}

/** Routing tells the queue where reports probably go; one statement for the set. */
export async function noteRouteHint(tx: Tx, hints: readonly RouteHint[]): Promise<void> {
  if (hints.length === 0) return;
  await setPlaceHints(
    tx,
    hints.map((hint) => hint.reportId),
    hints.map(({ agency, words }) => JSON.stringify({ agency, words })),
  );
}
