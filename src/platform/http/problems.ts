import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Bilingual, Language } from '#core/locale.ts';
import { isDatabaseAway } from './database-away.ts';
import { type SchemaIssue, wordsOfIssue } from './validation-words.ts';

/** A problem before a language is chosen. The frame itself may use statuses that routes do not. */
export interface SpokenProblem {
  readonly status: number;
  readonly code: string;
  readonly title: Bilingual;
  readonly errors?: readonly { readonly path: string; readonly message: string | Bilingual }[];
}

const problem = (status: number, code: string, en: string, fr: string): SpokenProblem => ({
  status,
  code,
  title: { en, fr },
});

/** Refusals of the frame itself. */
export const FRAME_PROBLEMS = {
  notSignedIn: problem(
    401,
    'not-signed-in',
    'You are not signed in, or your session has ended.',
    'Vous n’avez pas de session ouverte, ou elle a pris fin.',
  ),
  locked: problem(
    423,
    'locked',
    'Your session is locked. Prove who you are to go on where you were.',
    'Votre session est verrouillée. Prouvez votre identité pour reprendre où vous étiez.',
  ),
  foreignOrigin: problem(
    403,
    'foreign-origin',
    'This request did not come from the console.',
    'Cette requête ne vient pas de la console.',
  ),
  csrfToken: problem(
    403,
    'csrf-token',
    'The X-CSRF-Token header is missing or wrong; read the session again.',
    'L’en-tête X-CSRF-Token manque ou est erroné; relisez la session.',
  ),
  stepUpRequired: problem(
    403,
    'step-up-required',
    'Prove again that it is you, then repeat this.',
    'Confirmez de nouveau votre identité, puis recommencez.',
  ),
  notFound: problem(404, 'not-found', 'Nothing here for you under this address.', 'Rien pour vous à cette adresse.'),
  keyInFlight: problem(
    409,
    'idempotency-in-flight',
    'The same request is still being answered; try again shortly.',
    'La même requête est encore en cours de traitement; réessayez sous peu.',
  ),
  keyOtherRequest: problem(
    422,
    'idempotency-other-request',
    'This Idempotency-Key was used for another request.',
    'Cette clé Idempotency-Key a servi pour une autre requête.',
  ),
  hostNotAllowed: problem(
    421,
    'host-not-allowed',
    'This server does not answer under that host name.',
    'Ce serveur ne répond pas sous ce nom d’hôte.',
  ),
  invalid: problem(
    400,
    'invalid-request',
    'The request is not in the expected form.',
    'La requête n’a pas la forme attendue.',
  ),
  malformed: problem(400, 'malformed-request', 'The request cannot be read.', 'La requête est illisible.'),
  tooLarge: problem(413, 'too-large', 'The request body is too large.', 'Le corps de la requête est trop volumineux.'),
  mediaType: problem(
    415,
    'media-type',
    'This address takes JSON (application/json).',
    'Cette adresse accepte du JSON (application/json).',
  ),
  bytesOnly: problem(
    415,
    'media-type',
    'This address takes the document itself (application/octet-stream).',
    'Cette adresse accepte le document lui-même (application/octet-stream).',
  ),
  tooMany: problem(
    429,
    'too-many-requests',
    'Too many requests; wait as long as Retry-After says.',
    'Trop de requêtes; attendez le délai indiqué par Retry-After.',
  ),
  internal: problem(
    500,
    'internal',
    'The server made a mistake. Quote the Request-ID when you report it.',
    'Le serveur a commis une erreur. Mentionnez le Request-ID en la signalant.',
  ),
  databaseAway: problem(
    503,
    'database-away',
    'The database cannot be reached; nothing was stored. Try again shortly.',
    'La base de données est injoignable; rien n’a été enregistré. Réessayez sous peu.',
  ),
} as const satisfies Readonly<Record<string, SpokenProblem>>;

// A restarting server is back within 10 s (security page, R3).
const DATABASE_RETRY_S = 10;

/** Sends a problem as RFC 9457 JSON in one language. */
export function sendProblem(reply: FastifyReply, spoken: SpokenProblem, language: Language): FastifyReply {
  const { status, code, title, errors } = spoken;
  if (status === 503) reply.header('retry-after', DATABASE_RETRY_S);
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  const said = errors?.map(({ path, message }) => ({
    path,
    message: typeof message === 'string' ? message : message[language],
  }));
  const body = {
    type: `urn:vigie:problem:${code}`,
    title: title[language],
    status,
    code,
    ...(said ? { errors: said } : {}),
  };
  return reply
    .code(status)
    .header('content-language', language)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(body));
}

/** What an exception looks like from outside: never its message. */
export function problemOf(error: unknown): SpokenProblem {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map((fault) => ({
      path: pathOf(error.validationContext, fault.instancePath),
      message: wordsOfIssue({ ...(fault.params as SchemaIssue), code: fault.keyword }),
    }));
    return { ...FRAME_PROBLEMS.invalid, errors };
  }
  if (isDatabaseAway(error)) return FRAME_PROBLEMS.databaseAway;
  return BY_STATUS[statusOf(error)] ?? (statusOf(error) < 500 ? FRAME_PROBLEMS.malformed : FRAME_PROBLEMS.internal);
}

const BY_STATUS: Readonly<Record<number, SpokenProblem>> = {
  404: FRAME_PROBLEMS.notFound,
  413: FRAME_PROBLEMS.tooLarge,
  415: FRAME_PROBLEMS.mediaType,
  429: FRAME_PROBLEMS.tooMany,
};

/** Only the framework's own exceptions say a status; one of ours without is a defect. */
function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 600 ? status : 500;
}

/** A sender that left in the middle of its own request says ECONNRESET, as a database would. */
export function hasHungUp({ raw }: FastifyRequest): boolean {
  return raw.errored !== null;
}

/** `body.target.report` for `/target/report` in the body. */
function pathOf(context: string | undefined, instancePath: string): string {
  const where = context === 'querystring' ? 'query' : (context ?? 'body');
  return [where, ...instancePath.split('/').filter(Boolean)].join('.');
}

/** The language of an answer: what the request asks for, else the person's own, else English. */
export function languageOf(request: FastifyRequest): Language {
  const asked = /^\s*(en|fr)\b/i.exec(request.headers['accept-language'] ?? '')?.[1];
  if (asked) return asked.toLowerCase() === 'fr' ? 'fr' : 'en';
  const actor = request.caller?.actor;
  return actor?.kind === 'staff' ? actor.language : 'en';
}
