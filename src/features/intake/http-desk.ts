import { z } from 'zod';
import { type Instant, parseInstant } from '#core/clock.ts';
import { SOURCES } from '#core/vocabulary.ts';
import { notFound, type Route, refused, route } from '#platform/http/route.ts';
import { enterAtDesk } from './commands/enter-at-desk.ts';
import { ENTER_AT_DESK } from './domain/permissions.ts';
import type { ReceiveDeps } from './received.ts';

const line = (most: number) => z.string().max(most).default('');

const referral = z.object({
  fileNumber: z.string().trim().min(1).max(100),
  officer: line(200),
  unit: line(200),
  requestType: line(200),
  caveats: line(2_000),
  handlingCode: line(100),
});

/** The six fields; who reports and what is said are asked for, everything else may be unknown. */
const entryBody = z.object({
  source: z.enum(SOURCES),
  sender: z.string().trim().min(1).max(255),
  contact: line(500),
  channel: z.enum(['voice', 'fax', 'hand']),
  danger: z.enum(['yes', 'no', 'unknown']),
  words: z.string().trim().min(1).max(100_000),
  identifiers: line(20_000),
  when: line(200),
  where: line(200),
  noticeAt: z.iso
    .datetime({ offset: true })
    .nullable()
    .default(null)
    .transform((text): Instant | null => (text === null ? null : parseInstant(text))),
  reference: line(100),
  referral: referral.nullable().default(null),
});

const enteredBody = z.object({
  report: z.string(),
  found: z.array(z.object({ kind: z.string(), value: z.string() })),
});

/** `POST desk-entries`: what comes by voice, fax and hand. */
export function deskEntryRoutes(deps: ReceiveDeps): readonly Route[] {
  return [
    route({
      method: 'POST',
      path: '/desk-entries',
      audience: 'staff',
      summary: 'A report told on the telephone, faxed or handed over, of its true source; or a referral form',
      permission: ENTER_AT_DESK,
      audit: ENTER_AT_DESK.name,
      body: entryBody,
      answer: enteredBody,
      handle: async ({ tx, actor, body }) => {
        const entered = await enterAtDesk(tx, deps, actor, body);
        if (entered.ok) return { status: 201, body: { report: entered.value.number, found: entered.value.found } };
        return entered.refusal.kind === 'not-permitted' ? notFound() : noticeInFuture();
      },
    }),
  ];
}

function noticeInFuture() {
  const title = {
    en: 'The first notice lies in the future. Check its date and time.',
    fr: 'Le premier avis est daté de l’avenir. Vérifiez-en la date et l’heure.',
  };
  return refused({ status: 422, code: 'notice-in-future', title });
}
