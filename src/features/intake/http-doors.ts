import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Actor, actorRef } from '#core/actor.ts';
import type { Permission } from '#core/permission.ts';
import { SOURCES, type Source } from '#core/vocabulary.ts';
import { answer, byteRoute, notFound, type Route, type RouteAnswer, refused, route } from '#platform/http/route.ts';
import { storableName } from './commands/prepare-raw.ts';
import { READ_TICKET, RECEIVE_BY_MACHINE, RECEIVE_NOTICE, RECEIVE_REFERRAL } from './domain/permissions.ts';
import { keepAnswer, keyOf, standingOfKey } from './door/answer-once.ts';
import type { DoorName } from './door/arrival.ts';
import { type DoorDeps, enter, letGo, takeAtDoor } from './door/enter.ts';
import { noticeIn, receiptOf } from './door/receipts.ts';
import { DOOR_RULES } from './door/rules.ts';
import type { TakenBody } from './door/take-body.ts';
import { receiptBody } from './http-providers.ts';
import { DOOR_PROBLEMS, KEY_PROBLEMS } from './messages.ts';
import { receiptOfNumber } from './queries/notices.ts';
import { selectTicket } from './store/tickets.ts';
import { ADVICE } from './types.ts';

/** One address for machines: what it takes, from whom. */
interface Door {
  readonly door: DoorName;
  readonly summary: string;
  readonly permission: Permission;
  /** The first one is meant where the caller names none; null: the caller must. */
  readonly sources: readonly [Source, ...Source[]] | null;
  readonly maxBytes: number;
}

const DOORS: readonly Door[] = [
  {
    door: 'imports',
    summary: 'Receives a file or an archive of reports of one source',
    permission: RECEIVE_BY_MACHINE,
    sources: null,
    maxBytes: DOOR_RULES.import.mostBytes,
  },
  {
    door: 'notices',
    summary: 'Receives the notice of a provider; answers the receipt the law asks for',
    permission: RECEIVE_NOTICE,
    sources: ['provider'],
    maxBytes: DOOR_RULES.document.mostBytes,
  },
  {
    door: 'referrals',
    summary: 'Receives a referral of another police service or of a division',
    permission: RECEIVE_REFERRAL,
    sources: ['police-ca', 'police-foreign', 'rcmp-division'],
    maxBytes: DOOR_RULES.document.mostBytes,
  },
  {
    door: 'xarf',
    summary: 'Receives a report in the X-ARF format',
    permission: RECEIVE_BY_MACHINE,
    sources: ['provider', 'hotline', 'cybertip-ca', 'police-ca', 'police-foreign'],
    maxBytes: DOOR_RULES.document.mostBytes,
  },
  {
    door: 'hotline-reports',
    summary: 'Receives a report of a hotline',
    permission: RECEIVE_BY_MACHINE,
    sources: ['hotline', 'cybertip-ca'],
    maxBytes: DOOR_RULES.document.mostBytes,
  },
];

const outcome = z.enum(['received', 'repeated', 'new-version', 'unreadable']);
const noticeBody = z.object({
  incidentNumber: z.string(),
  provider: z.object({ name: z.string(), id: z.string() }),
  receivedAt: z.string(),
  sha256: z.string(),
  outcome: z.union([outcome, z.literal('waiting')]),
  reason: z.string().nullable(),
  missing: z.array(z.string()),
  spooled: z.boolean(),
  ticket: z.string().nullable(),
  receipt: receiptBody.nullable(),
});
const documentBody = z.object({
  received: z.number().int(),
  repeated: z.number().int(),
  newVersions: z.number().int(),
  unreadable: z.number().int(),
  receipts: z.array(
    z.object({
      report: z.string(),
      outcome,
      receivedAt: z.string(),
      sha256: z.string(),
      reason: z.string().nullable(),
      advice: z.array(z.object({ code: z.enum(ADVICE), words: z.object({ en: z.string(), fr: z.string() }) })),
    }),
  ),
  notListed: z.number().int(),
  sha256: z.string(),
  receivedAt: z.string(),
  spooled: z.boolean(),
  ticket: z.string().nullable(),
});

/** The doors of the API for machines: bytes as they come, a receipt as JSON, the spool behind them. */
export function doorRoutes(deps: DoorDeps): readonly Route[] {
  return [...DOORS.map((door) => doorRoute(deps, door)), ticketRoute(deps)];
}

function ticketRoute(deps: DoorDeps): Route {
  return route({
    method: 'GET',
    path: '/tickets/{ticket}',
    audience: 'staff-or-token',
    summary: 'What became of a document that waited for the database, for whoever sent it',
    permission: READ_TICKET,
    audit: { none: 'A sender asks for the numbers of its own document; nothing of a report is read.' },
    params: z.object({ ticket: z.string().max(40) }),
    answer: z.object({
      ticket: z.string(),
      waiting: z.boolean(),
      receipts: z.array(z.object({ report: z.string(), receivedAt: z.string() })),
    }),
    handle: async ({ tx, params: { ticket }, actor }) => {
      const receipts = await selectTicket(tx, ticket, actorRef(actor), DOOR_RULES.receipt.mostListed);
      if (receipts.length > 0) return answer({ ticket, waiting: false, receipts });
      const waiting = await deps.spool.read(ticket);
      const isOwn = waiting !== null && actorRef(waiting.actor) === actorRef(actor);
      return isOwn ? answer({ ticket, waiting: true, receipts }) : notFound();
    },
  });
}

function doorRoute(deps: DoorDeps, door: Door): Route {
  const sources = door.sources ?? SOURCES;
  const source = door.sources === null ? z.enum(sources) : z.enum(sources).default(door.sources[0]);
  return byteRoute({
    method: 'POST',
    path: `/${door.door}`,
    audience: 'staff-or-token',
    summary: door.summary,
    permission: door.permission,
    audit: door.permission.name,
    // What the file is called, where its ending says more than its beginning.
    query: z.object({ source, name: z.string().max(255).optional() }),
    answer: door.door === 'notices' ? noticeBody : documentBody,
    receive: ({ query, actor, request, reply }) => receive(deps, door, query, { actor, request, reply }),
  });
}

interface Caller {
  readonly actor: Actor;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

async function receive(
  deps: DoorDeps,
  door: Door,
  query: { readonly source: Source; readonly name?: string | undefined },
  caller: Caller,
): Promise<RouteAnswer> {
  const { actor, request, reply } = caller;
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > door.maxBytes) {
    request.raw.resume();
    return refused(DOOR_PROBLEMS['too-large']);
  }
  const from = { source: query.source, sender: senderOf(actor) };
  const taken = await takeAtDoor(deps, actor, request.raw, { maxBytes: door.maxBytes, from });
  if (!taken.ok) {
    if (taken.refusal.kind === 'over-quota') reply.header('retry-after', taken.refusal.retryAfterSeconds);
    return refused(DOOR_PROBLEMS[taken.refusal.kind]);
  }
  try {
    return await answerTaken(deps, door, query, caller, taken.value);
  } finally {
    await letGo(taken.value);
  }
}

function senderOf(actor: Actor): string | null {
  return actor.kind === 'token' ? actor.name : null;
}

async function answerTaken(
  deps: DoorDeps,
  { door }: Door,
  { source, name }: { readonly source: Source; readonly name?: string | undefined },
  { actor, request, reply }: Caller,
  taken: TakenBody,
): Promise<RouteAnswer> {
  const given = request.headers['idempotency-key'];
  const key = keyOf(typeof given === 'string' && given !== '' ? given : null, request.url, taken.sha256);
  const standing = await standingOfKey(deps, actor, key);
  if (standing.kind === 'repeated') {
    reply.header('idempotency-replayed', 'true');
    return { status: 200, body: standing.body };
  }
  if (standing.kind !== 'fresh') return refused(KEY_PROBLEMS[standing.kind]);
  const entered = await enter(deps, actor, taken, {
    door,
    source,
    channel: 'api',
    sender: senderOf(actor),
    name: storableName(name),
    contentType: storableName(request.headers['content-type']),
    key,
  });
  if (!entered.ok) return refused(DOOR_PROBLEMS[entered.refusal.kind]);
  const number = noticeIn(door, entered.value);
  const kept = number === null ? null : await receiptOfNumber(deps.db, number);
  const body = receiptOf(door, actor, entered.value, kept);
  if (entered.value.spooled) return { status: 202, body };
  await keepAnswer(deps, actor, key, { status: 200, body });
  return { status: 200, body };
}
