import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Any type, or none: the body itself tells what it is. The stream is left to the handler. */
export function takeAnyBytes(scope: FastifyInstance): void {
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
}

/** The framework refuses a type that is none before anybody reads the body. */
export function forgiveContentType(request: FastifyRequest): void {
  const type = request.raw.headers['content-type'];
  if (type !== undefined && !/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+\s*(?:;|$)/.test(type))
    delete request.raw.headers['content-type'];
}
