import { z } from 'zod';
import type { StaffActor } from '#core/actor.ts';
import { instantOf } from '#core/clock.ts';
import { answer, notFound, type Route, refused, route, staffOf, type Tx, unknownAfter } from '#platform/http/route.ts';
import { record } from './commands/record-acts.ts';
import { PERMISSIONS } from './domain/permissions.ts';
import { PROBLEMS } from './messages.ts';
import { actorBody, actorsIn } from './present-actor.ts';
import { actChoices, type ListedAct, listActs } from './queries/list-acts.ts';
import { proveAct } from './queries/prove-act.ts';
import type { AuditRouteDeps } from './route-deps.ts';

const PAGE = 50;
const LARGEST_PAGE = 200;
const entryNumber = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const instant = z.iso.datetime({ offset: true }).transform((text) => instantOf(new Date(text)));

const wantedActs = z.object({
  person: entryNumber.optional(),
  act: z
    .string()
    .regex(/^[\w:.-]{1,80}$/)
    .optional(),
  outcome: z.enum(['done', 'denied', 'refused']).optional(),
  object: z.string().trim().min(1).max(40).optional(),
  from: instant.optional(),
  until: instant.optional(),
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(PAGE),
  after: z.string().max(40).optional(),
});

const actBody = z.object({
  entry: z.number().int(),
  at: z.string(),
  actor: actorBody,
  act: z.string(),
  outcome: z.string(),
  objectKind: z.string(),
  objects: z.array(z.object({ id: z.number().int(), number: z.string().nullable() })),
  objectCount: z.number().int(),
  detail: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
  isProvable: z.boolean(),
});

/** The acts one by one, and the proof of each: for whoever asks who saw, did or sent what. */
export function actRoutes(deps: AuditRouteDeps): readonly Route[] {
  return [list(deps), choices(deps), proof(deps)];
}

function list(deps: AuditRouteDeps): Route {
  return route({
    method: 'GET',
    path: '/audit/acts',
    audience: 'staff',
    summary: 'Acts, newest first: who, what, about which number, with which outcome; never what was typed',
    permission: PERMISSIONS.listActs,
    audit: PERMISSIONS.listActs.name,
    query: wantedActs,
    answer: z.object({ items: z.array(actBody), next: z.string().nullable() }),
    handle: async ({ tx, actor, query }) => {
      if (!(await deps.authorize(tx, actor, PERMISSIONS.listActs))) return notFound();
      const person = staffOf(actor);
      const { object: number, after: from, ...asked } = query;
      const others = { ...asked, ...(from === undefined ? {} : { after: entryOf(from) }) };
      const object = number === undefined ? undefined : await deps.objectOf(tx, person, number);
      if (object === 'not-a-number') return refused(PROBLEMS['not-a-number']);
      const found = await listActs(tx, { ...others, ...(object === undefined ? {} : { object }) });
      if (!found.ok) return unknownAfter();
      const { items, next } = found.value;
      await recordLook(tx, person, { ...others, object, count: items.length });
      return answer({ items: await presented(tx, deps, items), next: next === null ? null : String(next) });
    },
  });
}

/** The number of an act; 0, which no act has, for what is none. */
function entryOf(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : 0;
}

function choices(deps: AuditRouteDeps): Route {
  return route({
    method: 'GET',
    path: '/audit/acts/choices',
    audience: 'staff',
    summary: 'What the list of acts can be narrowed to: the kinds of acts there are, and the people who acted',
    permission: PERMISSIONS.listActs,
    audit: { none: 'kinds of acts and names of colleagues, of no act in particular' },
    answer: z.object({ acts: z.array(z.string()), people: z.array(actorBody.extend({ id: z.number().int() })) }),
    handle: async ({ tx, actor }) => {
      if (!(await deps.authorize(tx, actor, PERMISSIONS.listActs))) return notFound();
      const { acts, people } = await actChoices(tx);
      const said = await actorsIn(
        tx,
        deps,
        people.map((id) => `staff:${id}`),
      );
      return answer({ acts, people: people.map((id) => ({ id, ...said(`staff:${id}`) })) });
    },
  });
}

function proof(deps: AuditRouteDeps): Route {
  return route({
    method: 'GET',
    path: '/audit/acts/{entry}/proof',
    audience: 'staff',
    summary: 'The proof that one act stands in the signed log (C2SP tlog-proof), as a file',
    permission: PERMISSIONS.proveAct,
    audit: PERMISSIONS.proveAct.name,
    params: z.object({ entry: entryNumber }),
    handle: async ({ tx, actor, params: { entry }, reply }) => {
      if (!(await deps.authorize(tx, actor, PERMISSIONS.proveAct))) return notFound();
      const proved = await proveAct(tx, entry);
      if (!proved.ok) return proved.refusal.kind === 'not-found' ? notFound() : refused(PROBLEMS[proved.refusal.kind]);
      const { name: act, objectKind } = PERMISSIONS.proveAct;
      await record(tx, { actor, act, objectKind, objectIds: [entry], outcome: 'done' });
      reply
        .type('text/plain; charset=utf-8')
        .header('content-disposition', `attachment; filename="act-${entry}.tlog-proof"`)
        .header('cache-control', 'no-store');
      return answer(proved.value);
    },
  });
}

/** A look is an act too: with what was looked for, as codes. */
function recordLook(tx: Tx, actor: StaffActor, sought: Readonly<Record<string, unknown>>): Promise<void> {
  const { name: act, objectKind } = PERMISSIONS.listActs;
  return record(tx, { actor, act, objectKind, objectIds: [], outcome: 'done', detail: codesSought(sought) });
}

function codesSought({
  object,
  limit: _,
  ...sought
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { kind, ids } = (object ?? {}) as { readonly kind?: string; readonly ids?: readonly number[] };
  const all = { ...sought, ...(kind === undefined ? {} : { objectKind: kind, objectIds: ids }) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

async function presented(tx: Tx, deps: AuditRouteDeps, items: readonly ListedAct[]) {
  const said = await actorsIn(
    tx,
    deps,
    items.map((item) => item.actor),
  );
  const numbers = new Map<string, ReadonlyMap<number, string>>();
  for (const kind of new Set(items.map((item) => item.objectKind))) {
    const ids = items.flatMap((item) => (item.objectKind === kind ? item.objectIds : []));
    if (ids.length > 0) numbers.set(kind, await deps.numbersOf(tx, { kind, ids: [...new Set(ids)] }));
  }
  return items.map(({ objectIds, ...item }) => ({
    ...item,
    actor: said(item.actor),
    objects: objectIds.map((id) => ({ id, number: numbers.get(item.objectKind)?.get(id) ?? null })),
  }));
}
