import type { Bilingual } from '#core/locale.ts';
import { say } from '#platform/i18n/say.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { wordsOf } from '../parse/mime-leaf.ts';
import { splitMime } from '../parse/mime-tree.ts';
import { ROAD_MESSAGES } from '../repair-messages.ts';
import { selectMailCopies } from '../store/mails.ts';

/** What servers on the way wrote of a mail, the last of them first. */
const WRITTEN_ON_THE_WAY = ['received', 'authentication-results', 'received-spf'];
const MOST_TOLD = 6;

/** The same mail by further ways, as steps of its report's road; with what the servers on each wrote, as stated. */
export async function mailRoad(q: Queryable, reportId: number) {
  const copies = await selectMailCopies(q, reportId);
  return copies.map(({ header, receivedAt }) => ({
    stage: 'mail-again',
    at: receivedAt,
    durationMs: null,
    ruleVersion: null,
    result: 'repeated',
    reasons: [inWords(header)],
  }));
}

function inWords(header: Buffer): Bilingual {
  const { headers } = splitMime(header);
  const told = WRITTEN_ON_THE_WAY.flatMap((name) => (headers.get(name) ?? []).map((one) => `${name}: ${wordsOf(one)}`));
  const lines = told.slice(0, MOST_TOLD);
  return {
    en: [say(ROAD_MESSAGES['mail-again'], 'en', {}), ...lines].join('\n'),
    fr: [say(ROAD_MESSAGES['mail-again'], 'fr', {}), ...lines].join('\n'),
  };
}
