import type { StaffActor } from '#core/actor.ts';
import type { Clock } from '#core/clock.ts';
import type { Bilingual } from '#core/locale.ts';
import { mayAct } from '#core/permission.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import { onProposal } from '../commands/propose-act.ts';
import type { ContentValue, ProposalContent } from '../domain/proposal-content.ts';
import { kindOf, PROPOSAL_KIND_CODES, type ProposalKindCode } from '../domain/proposal-kinds.ts';
import { approving, proposing } from '../domain/proposal-permissions.ts';
import { judgeApproval, type ProposalState, stateAt } from '../domain/proposal-status.ts';
import { PROPOSAL_REFUSALS } from '../messages.ts';
import { findStaff } from '../store/people.ts';
import { findProposal, type ProposalRow, selectProposals } from '../store/proposals.ts';

/** What a person may do with a proposal; `reason` says why not. */
export interface OfferedAct {
  readonly name: 'approve' | 'refuse' | 'withdraw' | 'carry-out';
  readonly allowed: boolean;
  readonly reason: Bilingual | null;
}

/** A proposal as a screen shows it: what exactly happens, who proposed it and why. */
export interface ProposalView {
  readonly id: number;
  readonly kind: ProposalKindCode;
  readonly words: Bilingual;
  readonly target: string;
  readonly what: readonly { readonly field: string; readonly words: Bilingual; readonly values: readonly string[] }[];
  readonly contentHash: string;
  readonly proposedBy: Person;
  readonly proposedAt: string;
  readonly reason: string;
  readonly expiresAt: string;
  readonly state: ProposalState;
  readonly approvedBy: Person | null;
  readonly approvedAt: string | null;
  readonly endedBy: Person | null;
  readonly endedAt: string | null;
  readonly endedNote: string | null;
  readonly actions: readonly OfferedAct[];
}

interface Person {
  readonly id: number;
  readonly name: string;
}

export type ProposalsView = 'waiting' | 'mine' | 'settled';

interface Deps {
  readonly clock: Clock;
  /** Kinds whose act can be carried out from here. */
  readonly acts: Readonly<Partial<Record<ProposalKindCode, unknown>>>;
}

/** A page of proposals as this person may see them, newest first; audited. The auditor sees every kind and approves none. */
export async function listProposals(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  asked: { readonly view: ProposalsView; readonly after: string | null; readonly limit: number },
): Promise<
  Result<{ readonly items: readonly ProposalView[]; readonly next: string | null }, { readonly kind: 'unknown-after' }>
> {
  const { view, after, limit } = asked;
  const before = after === null ? null : /^\d{1,15}$/.test(after) ? Number(after) : 0;
  if (before !== null && (await findProposal(tx, before)) === null) return refuse({ kind: 'unknown-after' });
  const kinds = PROPOSAL_KIND_CODES.filter((kind) => maySee(actor, kind));
  const now = deps.clock.now();
  const rows = await selectProposals(tx, { view, kinds, staffId: actor.staffId, now, before, limit: limit + 1 });
  const page = rows.slice(0, limit);
  await record(tx, {
    actor,
    act: 'list-proposals',
    objectKind: 'proposal',
    objectIds: page.map((row) => row.proposalId),
    outcome: 'done',
    detail: { view },
  });
  const next = rows.length > limit ? String(page.at(-1)?.proposalId) : null;
  return ok({ items: await viewsOf(tx, deps, actor, page), next });
}

/** One proposal; null when there is none or it is not this person's to see, which the audit tells apart. */
export async function showProposal(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  proposalId: number,
): Promise<ProposalView | null> {
  const row = await findProposal(tx, proposalId);
  if (row === null) return null;
  const allowed = maySee(actor, row.kind) || row.proposedBy === actor.staffId;
  const outcome = allowed ? 'done' : 'denied';
  await record(tx, { actor, act: 'show-proposal', ...onProposal(proposalId), outcome });
  return allowed ? ((await viewsOf(tx, deps, actor, [row]))[0] ?? null) : null;
}

function maySee(actor: StaffActor, kind: ProposalKindCode): boolean {
  return actor.roles.includes('auditor') || mayAct(actor, approving(kind));
}

async function viewsOf(
  tx: Tx,
  deps: Deps,
  actor: StaffActor,
  rows: readonly ProposalRow[],
): Promise<readonly ProposalView[]> {
  const ids = rows.flatMap((row) => [row.proposedBy, row.approvedBy, row.endedBy].filter((id) => id !== null));
  const names = new Map<number, string>((await findStaff(tx, ids)).map((one) => [one.staffId, one.name]));
  const person = (id: number | null): Person | null => (id === null ? null : { id, name: names.get(id) ?? `${id}` });
  return rows.map((row) => ({
    id: row.proposalId,
    kind: row.kind,
    words: kindOf(row.kind).words,
    target: row.target,
    what: whatHappens(row.kind, row.content),
    contentHash: row.contentHash,
    proposedBy: { id: row.proposedBy, name: names.get(row.proposedBy) ?? `${row.proposedBy}` },
    proposedAt: row.proposedAt,
    reason: row.reason,
    expiresAt: row.expiresAt,
    state: stateAt(row, deps.clock.now()),
    approvedBy: person(row.approvedBy),
    approvedAt: row.approvedAt,
    endedBy: person(row.endedBy),
    endedAt: row.endedAt,
    endedNote: row.endedNote,
    actions: offeredActs(deps, actor, row),
  }));
}

/** The content in the kind's own words and order; a field without words stands under its code, so that nothing is hidden. */
function whatHappens(kind: ProposalKindCode, content: ProposalContent): ProposalView['what'] {
  const { fields } = kindOf(kind);
  const order = [
    ...Object.keys(fields),
    ...Object.keys(content)
      .filter((field) => !(field in fields))
      .sort(),
  ];
  return order
    .filter((field) => field in content)
    .map((field) => ({
      field,
      words: fields[field] ?? { en: field, fr: field },
      values: valuesOf(content[field] ?? null),
    }));
}

function valuesOf(value: ContentValue): readonly string[] {
  if (value === null) return [];
  if (typeof value === 'object') return value.map(String);
  return [String(value)];
}

function offeredActs(deps: Deps, actor: StaffActor, row: ProposalRow): readonly OfferedAct[] {
  const state = stateAt(row, deps.clock.now());
  const offer = (name: OfferedAct['name'], why: keyof typeof PROPOSAL_REFUSALS | null): OfferedAct => ({
    name,
    allowed: why === null,
    reason: why === null ? null : PROPOSAL_REFUSALS[why],
  });
  const approval = { by: actor.staffId, contentHash: row.contentHash };
  const judged = judgeApproval(row, approval, deps.clock.now());
  const approve = !mayAct(actor, approving(row.kind)) ? 'not-permitted' : judged.ok ? null : judged.refusal.kind;
  const own = row.proposedBy === actor.staffId;
  const isOpen = state === 'waiting' || state === 'approved';
  return [
    offer('approve', approve),
    offer('refuse', approve === 'barred-person' ? null : approve),
    ...(own ? [offer('withdraw', isOpen ? null : 'not-waiting')] : []),
    ...(mayAct(actor, proposing(row.kind)) || own ? [offer('carry-out', whyNotYet(deps, row.kind, state))] : []),
  ];
}

function whyNotYet(deps: Deps, kind: ProposalKindCode, state: ProposalState): keyof typeof PROPOSAL_REFUSALS | null {
  if (state === 'waiting') return 'second-person-missing';
  if (state !== 'approved') return 'not-waiting';
  return deps.acts[kind] === undefined ? 'carried-out-elsewhere' : null;
}

/** An approved act as its slice carries it out; null when it is not there for this person or not approved. */
export async function approvedAct(
  tx: Tx,
  deps: { readonly clock: Clock },
  actor: StaffActor,
  proposalId: number,
): Promise<Pick<ProposalRow, 'kind' | 'target' | 'content'> | 'not-approved' | null> {
  const row = await findProposal(tx, proposalId);
  if (row === null || !(mayAct(actor, proposing(row.kind)) || row.proposedBy === actor.staffId)) return null;
  return stateAt(row, deps.clock.now()) === 'approved' ? row : 'not-approved';
}
