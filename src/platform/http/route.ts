import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Actor, StaffActor } from '#core/actor.ts';
import type { Bilingual, Language } from '#core/locale.ts';
import type { Permission } from '#core/permission.ts';
import type { Tx } from '#platform/postgres/transaction.ts';

export type { Tx } from '#platform/postgres/transaction.ts';

/** By which proof a route can be reached at all. */
export type Audience = 'anyone' | 'staff' | 'staff-or-token';

export interface RouteCall<Params, Query, Body> {
  /** The transaction of this act: committed when the handler answers, rolled back when it throws. */
  readonly tx: Tx;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly actor: Actor;
  readonly language: Language;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** What a handler gives back: a body with its status, or a problem. */
export type RouteAnswer =
  | { readonly status: 200 | 201 | 202; readonly body: unknown }
  | { readonly status: 204 }
  | { readonly problem: Problem };

/** A refusal as the caller sees it (RFC 9457), in both languages; the server picks by `Accept-Language`. */
export interface Problem {
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 423 | 429 | 503;
  readonly code: string;
  readonly title: Bilingual;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

/** What every line of the route table says. */
interface RouteLine {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly audience: Audience;
  readonly summary: string;
  /**
   * Who may do this: the same permission its command asks for, checked before the request is looked at. `own`: whoever is signed
   * in, about their own session; `public`: anyone. A route without one keeps the server from starting.
   */
  readonly permission: Permission | 'own' | 'public';
  /** The audit act this route records, or why none is owed: a route without either keeps the server from starting. */
  readonly audit: string | { readonly none: string };
  /** A person must have proved themselves anew within five minutes. @default false */
  readonly stepUp?: boolean;
  /** Fields of the answer that are shown once: a repeated request is told null in their place, and nothing keeps them. @default none */
  readonly shownOnce?: readonly string[];
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly answer?: z.ZodType;
}

/** One act on a JSON body, in one transaction. */
interface ActRoute extends RouteLine {
  readonly body?: z.ZodType;
  readonly handle: (call: RouteCall<never, never, never>) => Promise<RouteAnswer>;
}

/** The bytes of a body come to the handler as they arrive, whatever their type; what is written is written in transactions of its own. */
interface ByteRoute extends RouteLine {
  readonly receive: (call: Omit<RouteCall<never, never, never>, 'tx' | 'body'>) => Promise<RouteAnswer>;
}

/** One line of the route table. Schemas give validation, types and the OpenAPI document at once. */
export type Route = ActRoute | ByteRoute;

type Out<S> = S extends z.ZodType ? z.output<S> : undefined;

/** Writes one route with its types inferred from its schemas. */
export function route<
  P extends z.ZodType | undefined,
  Q extends z.ZodType | undefined,
  B extends z.ZodType | undefined,
>(
  definition: Omit<ActRoute, 'params' | 'query' | 'body' | 'handle'> & {
    readonly params?: P;
    readonly query?: Q;
    readonly body?: B;
    readonly handle: (call: RouteCall<Out<P>, Out<Q>, Out<B>>) => Promise<RouteAnswer>;
  },
): Route {
  return definition as unknown as Route;
}

/** Writes one route whose body is taken as bytes; `Idempotency-Key` is the handler's to honour. */
export function byteRoute<Q extends z.ZodType | undefined>(
  definition: Omit<ByteRoute, 'query' | 'receive'> & {
    readonly query?: Q;
    readonly receive: (call: Omit<RouteCall<undefined, Out<Q>, undefined>, 'tx' | 'body'>) => Promise<RouteAnswer>;
  },
): Route {
  return definition as unknown as Route;
}

/** Answers 200 with a body. */
export function answer(body: unknown): RouteAnswer {
  return { status: 200, body };
}

/** Answers with a refusal. */
export function refused(problem: Problem): RouteAnswer {
  return { problem };
}

/** Unknown and not yours look alike outside; the audit tells them apart. */
export function notFound(): RouteAnswer {
  return {
    problem: {
      status: 404,
      code: 'not-found',
      title: { en: 'Nothing here for you under this number.', fr: 'Rien pour vous sous ce numéro.' },
    },
  };
}

/** A page asked for behind a place the list does not have, or does not show to this caller. */
export function unknownAfter(): RouteAnswer {
  return {
    problem: {
      status: 400,
      code: 'unknown-after',
      title: {
        en: 'This list has no place to go on from under the given “after”. Give back the “next” of the page before, or leave “after” out to begin at the top.',
        fr: 'Cette liste n’a pas d’endroit où reprendre pour ce «\u00a0after\u00a0». Redonnez le «\u00a0next\u00a0» de la page précédente, ou omettez «\u00a0after\u00a0» pour partir du début.',
      },
    },
  };
}

/** Narrows to a person; routes with audience `staff` never see anybody else. */
export function staffOf(actor: Actor): StaffActor {
  if (actor.kind !== 'staff') throw new Error('A staff route was reached without a signed-in person.');
  return actor;
}
