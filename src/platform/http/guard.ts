import type { FastifyRequest } from 'fastify';
import type { Actor } from '#core/actor.ts';
import { isOutsider, mayAct, needsMandate } from '#core/permission.ts';
import { type Db, inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { FRAME_PROBLEMS, type SpokenProblem } from './problems.ts';
import type { Route } from './route.ts';

/** What the first parameter of an address names, by the address's first segment. */
const NAMED = { reports: 'report', packages: 'package', deliveries: 'delivery', links: 'edge' } as const;
export type NamedKind = (typeof NAMED)[keyof typeof NAMED];

/** Somebody who was turned away: where the trail is written. */
export interface TurnedAway {
  readonly actor: Actor;
  /** The act they wanted. */
  readonly act: string;
  /** What the address named, as it was given. */
  readonly named: { readonly kind: NamedKind; readonly ref: string } | null;
}

/** Writes the trail of those who were turned away; the answer to them is the same 404. */
export interface Guard {
  /** Not permitted by role. */
  denied(tx: Tx, turnedAway: TurnedAway): Promise<void>;
  /** Permitted, but there was nothing for them: hidden from them, or not there at all. */
  missed(tx: Tx, turnedAway: TurnedAway): Promise<void>;
}

/** Throws when a route of the table names no permission or no audit act: such a table must never be served. */
export function assertGuarded(routes: readonly Route[]): void {
  const open = routes.filter(({ permission, audit }) => !permission || !audit);
  if (open.length === 0) return;
  const names = open.map(({ method, path }) => `${method} ${path}`).join(', ');
  throw new Error(`Routes without a permission or an audit act: ${names}.`);
}

/** What keeps this caller from the route before the request is looked at; null when nothing does. */
export function standingInTheWay(route: Route, actor: Actor, stepUpUntil: string | null): SpokenProblem | null {
  if (!isPermitted(route.permission, actor)) return FRAME_PROBLEMS.notFound;
  return route.stepUp && actor.kind === 'staff' && stepUpUntil === null ? FRAME_PROBLEMS.stepUpRequired : null;
}

function isPermitted(permission: Route['permission'], actor: Actor): boolean {
  if (permission === 'public') return true;
  if (isOutsider(actor)) return false;
  if (permission === 'own') return actor.kind === 'staff';
  return mayAct(actor, permission) || needsMandate(actor, permission);
}

/** The transaction of one request: a signed-in person's on the desk's connection, bound to the session; a machine's as the service. */
export function inTransactionFor<T>(
  databases: { readonly db: Db; readonly desk?: Db },
  request: FastifyRequest,
  act: (tx: Tx) => Promise<T>,
): Promise<T> {
  const { db, desk } = databases;
  const session = request.caller?.session;
  return desk !== undefined && session !== undefined ? inTransaction(desk, act, session) : inTransaction(db, act);
}

/** Who was turned away from what, as the trail names it. */
export function turnedAwayFrom(route: Route, request: FastifyRequest): TurnedAway {
  const actor = request.caller?.actor ?? ({ kind: 'anyone' } as const);
  return { actor, act: actOf(route), named: namedBy(route.path, request.params) };
}

function actOf({ permission, audit, summary }: Route): string {
  if (typeof audit === 'string') return audit;
  return typeof permission === 'string' ? summary : permission.name;
}

function namedBy(path: string, params: unknown): TurnedAway['named'] {
  const [, segment = '', first = ''] = path.split('/');
  const kind = Object.entries(NAMED).find(([name]) => name === segment)?.[1];
  const ref = kind && (params as Readonly<Record<string, unknown>> | null)?.[first.replace(/[:{}]/g, '')];
  return kind && ref !== undefined ? { kind, ref: String(ref) } : null;
}
