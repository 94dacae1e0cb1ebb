import type { FastifyRequest } from 'fastify';

/** PostgreSQL keeps no NUL, and half a surrogate pair is no character: neither can be stored as it was sent, so neither is taken. */
export function holdsUnstorableText(request: FastifyRequest): boolean {
  return isUnstorable(request.params) || isUnstorable(request.query) || isUnstorable(request.body);
}

/** Depth is bounded by the JSON reader. */
function isUnstorable(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed();
  if (Array.isArray(value)) return value.some(isUnstorable);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) => isUnstorable(key) || isUnstorable(inner));
}
