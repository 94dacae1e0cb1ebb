import { z } from 'zod';
import { answer, notFound, type Route, refused, route } from '#platform/http/route.ts';
import { addCosignature } from './commands/add-cosignature.ts';
import { actRoutes } from './http-acts.ts';
import { reviewRoutes } from './http-reviews.ts';
import { witnessRoutes } from './http-witnesses.ts';
import { PROBLEMS } from './messages.ts';
import { consistencyProof, logHead } from './queries/show-head.ts';
import type { AuditRouteDeps } from './route-deps.ts';

const witnessBody = z.object({
  state: z.enum(['none', 'current', 'overdue']),
  since: z.string().nullable(),
  witnesses: z.array(
    z.object({ name: z.string(), lastCosignedAt: z.string().nullable(), treeSize: z.number().int().nullable() }),
  ),
});

const size = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
// A note with its sixteen signatures is a few kilobytes.
const MAX_NOTE = 20_000;

/** The log towards the outside, its witnesses, and the weekly look through its acts. */
export function auditRoutes(deps: AuditRouteDeps): readonly Route[] {
  return [
    showCheckpoint(deps),
    showConsistency(),
    takeCosignature(deps),
    ...witnessRoutes(deps),
    ...actRoutes(deps),
    ...reviewRoutes(deps),
  ];
}

function showCheckpoint({ clock, audit }: AuditRouteDeps): Route {
  return route({
    method: 'GET',
    path: '/audit/checkpoint',
    audience: 'anyone',
    summary: 'The newest signed head of the audit log, with its cosignatures; it says nothing of any entry',
    permission: 'public',
    audit: { none: 'a signed head says nothing of any entry' },
    answer: z.object({
      checkpoint: z.string(),
      treeSize: z.number().int(),
      rootHash: z.string(),
      signedAt: z.string(),
      witness: witnessBody,
      logKey: z.string(),
    }),
    handle: async ({ tx }) => {
      const head = await logHead(tx, clock.now());
      return head === null ? notFound() : answer({ ...head, logKey: audit.logVerifier });
    },
  });
}

function showConsistency(): Route {
  return route({
    method: 'GET',
    path: '/audit/consistency',
    audience: 'anyone',
    summary: 'The proof that a signed head continues an earlier one (RFC 9162, 2.1.4)',
    permission: 'public',
    audit: { none: 'hashes of hashes' },
    query: z.object({ from: size, to: size }),
    answer: z.object({ from: z.number().int(), to: z.number().int(), hashes: z.array(z.string()) }),
    handle: async ({ tx, query }) => {
      const hashes = await consistencyProof(tx, query.from, query.to);
      return hashes === null ? notFound() : answer({ ...query, hashes });
    },
  });
}

function takeCosignature(deps: AuditRouteDeps): Route {
  return route({
    method: 'POST',
    path: '/audit/cosignatures',
    audience: 'anyone',
    summary: 'A witness’s signature under a head of ours; believed by its key alone',
    permission: 'public',
    audit: 'cosign-checkpoint',
    body: z.object({ note: z.string().max(MAX_NOTE) }),
    answer: z.object({ witnesses: z.array(z.string()) }),
    handle: async ({ tx, body }) => {
      const added = await addCosignature(tx, deps, body.note);
      return added.ok ? answer({ witnesses: added.value }) : refused(PROBLEMS[added.refusal.kind]);
    },
  });
}
