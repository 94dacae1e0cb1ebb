import { z } from 'zod';
import type { Clock } from '#core/clock.ts';
import type { ActsByKind } from '#features/access';
import { answer, notFound, type Route, type RouteAnswer, refused, route } from '#platform/http/route.ts';
import { forgetRootKey, proposeForgetting } from './commands/forget-root-key.ts';
import { PERMISSIONS } from './domain/permissions.ts';
import { ROOT_KEY_REFUSALS } from './messages.ts';
import { rootKeys } from './queries/root-keys.ts';
import type { Vault } from './types.ts';

interface Deps {
  readonly clock: Clock;
  readonly vault: Pick<Vault, 'keys'>;
}

/** `vault/root-keys`: their names, and the end of an old one by two persons. No key and no byte of evidence passes here. */
export function vaultRoutes(deps: Pick<Deps, 'clock'>): readonly Route[] {
  return [listRootKeys(), proposeDestruction(deps)];
}

/** What the list of proposals carries out for this slice. */
export function vaultActs(deps: Deps): ActsByKind {
  return {
    'key-destruction': async (tx, actor, { target }) => {
      const gone = await forgetRootKey(tx, deps, actor, target);
      return gone.ok ? answer(gone.value) : problemOf(gone.refusal.kind);
    },
  };
}

function listRootKeys(): Route {
  return route({
    method: 'GET',
    path: '/vault/root-keys',
    audience: 'staff',
    summary: 'Root keys of the evidence by name, the current one first, and what still hangs on each',
    permission: PERMISSIONS.seeRootKeys,
    audit: PERMISSIONS.seeRootKeys.name,
    answer: z.object({
      items: z.array(
        z.object({
          id: z.string(),
          kind: z.enum(['file', 'command']),
          current: z.boolean(),
          replacedAt: z.string().nullable(),
          wraps: z.number().int(),
        }),
      ),
    }),
    handle: async ({ tx, actor }) => {
      const found = await rootKeys(tx, actor);
      return found.ok ? answer({ items: found.value }) : notFound();
    },
  });
}

function proposeDestruction(deps: Pick<Deps, 'clock'>): Route {
  return route({
    method: 'POST',
    path: '/vault/root-keys/:rootKey/destruction',
    audience: 'staff',
    summary: 'Put the end of an old root key before a second person; backups made under it can then never be opened',
    permission: PERMISSIONS.destroyRootKey,
    audit: 'propose-act',
    stepUp: true,
    params: z.object({ rootKey: z.string().max(100) }),
    body: z.object({ reason: z.string().trim().min(1).max(2_000) }),
    answer: z.object({ proposalId: z.number().int() }),
    handle: async ({ tx, actor, params, body }) => {
      const proposed = await proposeForgetting(tx, deps, actor, { rootKeyId: params.rootKey, reason: body.reason });
      return proposed.ok ? answer(proposed.value) : problemOf(proposed.refusal.kind);
    },
  });
}

function problemOf(kind: string): RouteAnswer {
  const title = ROOT_KEY_REFUSALS[kind as keyof typeof ROOT_KEY_REFUSALS];
  return title ? refused({ status: 409, code: kind, title }) : notFound();
}
