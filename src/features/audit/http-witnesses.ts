import { z } from 'zod';
import type { StaffActor } from '#core/actor.ts';
import { mayAct } from '#core/permission.ts';
import { answer, notFound, type Route, refused, route, staffOf } from '#platform/http/route.ts';
import { approveWitness, proposeWitness, revokeWitness } from './commands/admit-witness.ts';
import { record } from './commands/record-acts.ts';
import { PERMISSIONS } from './domain/permissions.ts';
import { PROBLEMS } from './messages.ts';
import { actorBody, actorsIn } from './present-actor.ts';
import { listWitnesses, type WitnessEntry } from './queries/witness-state.ts';
import type { AuditRouteDeps } from './route-deps.ts';

const witnessParam = z.object({ witness: z.coerce.number().int().positive() });
const instant = z.string().nullable();
const actions = z.array(
  z.object({
    name: z.string(),
    allowed: z.boolean(),
    reason: z.object({ en: z.string(), fr: z.string() }).nullable(),
  }),
);

/** Who may vouch for the log from outside: named by one person, let in by another. */
export function witnessRoutes(deps: AuditRouteDeps): readonly Route[] {
  return [showWitnesses(deps), nameWitness(deps), letIn(deps), end(deps)];
}

function showWitnesses(deps: AuditRouteDeps): Route {
  return route({
    method: 'GET',
    path: '/audit/witnesses',
    audience: 'staff',
    summary: 'Witnesses of the audit log, in force or not',
    permission: PERMISSIONS.seeWitnesses,
    audit: PERMISSIONS.seeWitnesses.name,
    answer: z.object({
      items: z.array(
        z.object({
          witness: z.number().int(),
          name: z.string(),
          verifierKey: z.string(),
          state: z.enum(['proposed', 'current', 'overdue', 'revoked']),
          proposedBy: actorBody,
          proposedAt: z.string(),
          approvedAt: instant,
          revokedAt: instant,
          lastCosignedAt: instant,
          treeSize: z.number().int().nullable(),
          actions,
        }),
      ),
      actions,
    }),
    handle: async ({ tx, actor }) => {
      if (!(await deps.authorize(tx, actor, PERMISSIONS.seeWitnesses))) return notFound();
      const items = await listWitnesses(tx, deps.clock.now());
      const objectIds = items.map((item) => item.witness);
      await record(tx, {
        actor,
        act: PERMISSIONS.seeWitnesses.name,
        objectKind: 'witness',
        objectIds,
        outcome: 'done',
      });
      const said = await actorsIn(
        tx,
        deps,
        items.map((item) => `staff:${item.proposedBy}`),
      );
      const person = staffOf(actor);
      return answer({
        items: items.map((item) => ({
          ...item,
          proposedBy: said(`staff:${item.proposedBy}`),
          actions: actsOn(item, person),
        })),
        actions: [offered('propose', whyNot(person))],
      });
    },
  });
}

type Obstacle = 'not-your-part' | 'same-person' | 'in-force-already' | null;

function offered(name: string, why: Obstacle) {
  return { name, allowed: why === null, reason: why === null ? null : PROBLEMS[why].title };
}

function whyNot(person: StaffActor): Obstacle {
  return mayAct(person, PERMISSIONS.admitWitness) ? null : 'not-your-part';
}

/** What may be done about a witness; about one that has ended, nothing. */
function actsOn({ state, proposedBy }: WitnessEntry, person: StaffActor) {
  if (state === 'revoked') return [];
  const notTheSame = proposedBy === person.staffId ? 'same-person' : null;
  const approval = state === 'proposed' ? notTheSame : 'in-force-already';
  return [offered('approve', whyNot(person) ?? approval), offered('revoke', whyNot(person))];
}

function nameWitness(deps: AuditRouteDeps): Route {
  return route({
    method: 'POST',
    path: '/audit/witnesses',
    audience: 'staff',
    summary: 'Names a witness by its verifier key',
    permission: PERMISSIONS.admitWitness,
    audit: 'propose-witness',
    stepUp: true,
    body: z.object({ verifierKey: z.string().min(1).max(500) }),
    answer: z.object({ witness: z.number().int() }),
    handle: async ({ tx, actor, body }) => {
      if (!(await deps.authorize(tx, actor, PERMISSIONS.admitWitness))) return notFound();
      const named = await proposeWitness(tx, deps, staffOf(actor), body.verifierKey);
      return named.ok ? answer({ witness: named.value }) : refused(PROBLEMS[named.refusal.kind]);
    },
  });
}

function letIn(deps: AuditRouteDeps): Route {
  return route({
    method: 'POST',
    path: '/audit/witnesses/{witness}/approval',
    audience: 'staff',
    summary: 'A second person lets a named witness in',
    permission: PERMISSIONS.admitWitness,
    audit: 'approve-witness',
    stepUp: true,
    params: witnessParam,
    handle: async ({ tx, actor, params }) => {
      if (!(await deps.authorize(tx, actor, PERMISSIONS.admitWitness))) return notFound();
      const approved = await approveWitness(tx, deps, staffOf(actor), params.witness);
      return approved.ok ? { status: 204 } : refused(PROBLEMS[approved.refusal.kind]);
    },
  });
}

function end(deps: AuditRouteDeps): Route {
  return route({
    method: 'DELETE',
    path: '/audit/witnesses/{witness}',
    audience: 'staff',
    summary: 'Ends a witness; what it vouched for stays',
    permission: PERMISSIONS.admitWitness,
    audit: 'revoke-witness',
    stepUp: true,
    params: witnessParam,
    handle: async ({ tx, actor, params }) => {
      if (!(await deps.authorize(tx, actor, PERMISSIONS.admitWitness))) return notFound();
      await revokeWitness(tx, deps, staffOf(actor), params.witness);
      return { status: 204 };
    },
  });
}
