import type { StaffActor } from '#core/actor.ts';
import type { Instant } from '#core/clock.ts';
import { mayAct } from '#core/permission.ts';
import { staffByIds } from '#features/access';
import { reportHeads } from '#features/intake';
import { apartWords, BUNDLE_RULES, type Bundle, countMembers, findMembersOf } from '#features/linking';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { bundleChoices } from '../domain/bundle-decision.ts';
import { holds } from '../domain/decision-rules.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { MESSAGES } from '../messages.ts';
import { type BundleDecisionRecord, findBundleDecisions, findLastSample } from '../store/bundle-decisions.ts';
import { type FaceRow, findFaces } from '../store/bundled-rows.ts';
import { decidedLike, decisionWords } from './bundles-of-rows.ts';
import { heldWords, type OfferedAct } from './offer-acts.ts';

// The apart ones wait in the queue, each under its own number: the page names the first of them.
const APART_SHOWN = 200;

/** A bundle as its screen shows it, as far as this person may see its members. */
export async function bundlePage(q: Queryable, actor: StaffActor, bundle: Bundle, now: Instant) {
  const { bundleId } = bundle;
  const [counts] = await countMembers(q, [bundleId]);
  const apart = await findMembersOf(q, bundleId, 'apart', APART_SHOWN);
  const [first] = await findMembersOf(q, bundleId, 'together', 1);
  const heads = new Map(
    (
      await reportHeads(
        q,
        [...apart, ...(first ? [first] : [])].map((one) => one.reportId),
      )
    ).map((head) => [head.reportId, head]),
  );
  const [face] = await findFaces(q, [bundleId]);
  const sample = await findLastSample(q, bundleId, actor.staffId);
  const [decision] = await findBundleDecisions(q, [bundleId]);
  const names = await namesOf(q, [face?.holder ?? null, decision?.decidedBy ?? null]);
  const earlier = first ? (await decidedLike(q, [first.reportId])).get(first.reportId) : undefined;
  const holder = face && face.leaseUntil !== null && face.leaseUntil > now ? face.holder : null;
  return {
    bundle: bundle.number,
    kind: bundle.kind,
    rules: bundle.rules,
    sender: bundle.sender,
    incidentType: bundle.incidentType,
    state: bundle.state,
    formedAt: bundle.formedAt,
    together: counts?.together ?? 0,
    apart: counts?.apart ?? 0,
    report: first ? (heads.get(first.reportId)?.number ?? null) : null,
    dueAt: face?.dueAt ?? null,
    diesAt: face?.diesAt ?? null,
    holder: holder === null ? null : { id: holder, name: names(holder) },
    leaseUntil: holder === null ? null : (face?.leaseUntil ?? null),
    mine: holder === actor.staffId,
    keptApart: apart.flatMap((member) => {
      const head = heads.get(member.reportId);
      return head
        ? [{ report: head.number, state: head.state, reasons: apartWords(member.reasons), words: member.words }]
        : [];
    }),
    sampleHash: sample?.sampleHash ?? null,
    sampleOpenedAt: sample?.openedAt ?? null,
    decision: decision
      ? {
          disposition: decision.disposition,
          reason: decision.reason,
          words: decisionWords(decision.disposition, decision.reason),
          reports: decision.reports,
          by: { id: decision.decidedBy, name: names(decision.decidedBy) },
          at: decision.decidedAt,
          effectiveAt: decision.effectiveAt,
          undoable: isUndoable(decision, actor, now),
        }
      : null,
    decidedLike: earlier ?? null,
    dispositions: bundleChoices(BUNDLE_RULES.outcomes),
    actions: offerBundleActs(actor, bundle, face ?? null, sample !== null, names, now),
  };
}

function isUndoable(decision: BundleDecisionRecord, actor: StaffActor, now: Instant): boolean {
  return decision.decidedBy === actor.staffId && decision.effectiveAt > now;
}

async function namesOf(q: Queryable, ids: readonly (number | null)[]): Promise<(id: number) => string> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const names = new Map((await staffByIds(q, wanted)).map((person): [number, string] => [person.staffId, person.name]));
  return (id) => names.get(id) ?? `staff:${id}`;
}

function offerBundleActs(
  actor: StaffActor,
  bundle: Bundle,
  face: FaceRow | null,
  sampled: boolean,
  nameOf: (id: number) => string,
  now: Instant,
): readonly OfferedAct[] {
  const closed = bundle.state === 'open' ? null : MESSAGES['bundle-closed'];
  const mine = face !== null && holds(face, actor.staffId, now);
  const taken = !mine && face?.holder != null && face.leaseUntil !== null && face.leaseUntil > now;
  const busy = taken ? heldWords(nameOf(face.holder), face.leaseUntil) : null;
  const notMine = mine ? null : MESSAGES['bundle-not-claimed'];
  const refusals = {
    claim: closed ?? busy,
    release: closed ?? notMine,
    sample: closed,
    decide: closed ?? notMine ?? (sampled ? null : MESSAGES['sample-not-opened']),
    'take-out': closed,
    dissolve: closed,
  };
  return Object.entries(refusals).map(([name, refusal]) => {
    const reason = mayAct(actor, PERMISSIONS.decideReport) ? refusal : MESSAGES['not-permitted'];
    return { name, allowed: reason === null, reason };
  });
}
