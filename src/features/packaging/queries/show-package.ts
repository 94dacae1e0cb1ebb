import type { Actor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import { systemClock } from '#core/clock.ts';
import type { Bilingual, Language } from '#core/locale.ts';
import type { PackageState } from '#core/vocabulary.ts';
import { requirePermission, staffByIds } from '#features/access';
import { record } from '#features/audit';
import { reportHeads } from '#features/intake';
import { agencyByCode } from '#features/routing';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { ItemNumber, ItemState } from '../domain/item-rules.ts';
import { offeredActs } from '../domain/offered-acts.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { obstaclesOf } from '../domain/submission-rules.ts';
import { ITEM_WORDS } from '../messages.ts';
import { type ItemRow, selectItems } from '../store/items.ts';
import {
  type MoveRow,
  type PackageRow,
  selectMembers,
  selectMoves,
  selectPackageId,
  selectPackages,
} from '../store/packages.ts';
import { selectReleases, selectSealed } from '../store/seals.ts';
import { handsOf } from './hands-of.ts';
import { type HeldFactEntry, heldFactsOf } from './held-facts.ts';
import { hindranceWords, obstacleWords } from './hindrance-words.ts';

/** One package as a person works on it (interface page, packages). */
export interface PackagePage {
  readonly package: string;
  readonly state: PackageState;
  readonly recipient: { readonly code: string; readonly name: Bilingual; readonly language: Language };
  readonly role: string;
  readonly subject: string | null;
  readonly author: { readonly id: number; readonly name: string } | null;
  readonly reports: readonly { readonly report: string; readonly role: string; readonly lead: boolean }[];
  readonly items: readonly {
    readonly item: ItemNumber;
    readonly words: Bilingual;
    readonly state: ItemState;
    readonly reason: string | null;
    readonly text: string | null;
    readonly dueAt: Instant | null;
    /** Which document shows it, for `documents/{preview}`. */
    readonly preview: 'fdr' | 'general' | null;
  }[];
  /** Facts that may not leave as they are, decided ones included. */
  readonly blocked: readonly HeldFactEntry[];
  /** What stands between the draft and its submission. */
  readonly obstacles: readonly { readonly kind: string; readonly words: Bilingual }[];
  readonly bagHash: string | null;
  readonly sealedAt: Instant | null;
  readonly releasedBy: { readonly id: number; readonly name: string } | null;
  /** When it was sent, arrived and was acknowledged; null before it was sent. */
  readonly delivery: {
    readonly sentAt: Instant;
    readonly deliveredAt: Instant | null;
    readonly acknowledgedAt: Instant | null;
  } | null;
  readonly history: readonly Omit<MoveRow, 'packageId'>[];
  readonly note: string | null;
  readonly actions: readonly { readonly name: string; readonly allowed: boolean; readonly reason: Bilingual | null }[];
}

/** Shows one package by its number; the reading is audited. Null when there is none, or none for this actor. */
export async function packageByNumber(
  tx: Tx,
  actor: Actor,
  number: string,
  deps: { readonly clock: Clock } = { clock: systemClock },
): Promise<PackagePage | null> {
  const packageId = await selectPackageId(tx, number);
  if (packageId === null) return null;
  const allowed = await requirePermission(tx, actor, PERMISSIONS.seePackages, [packageId]);
  if (!allowed.ok) return null;
  const [row] = await selectPackages(tx, [packageId]);
  if (!row) return null;
  const act = PERMISSIONS.seePackages.name;
  await record(tx, { actor, act, objectKind: 'package', objectIds: [packageId], outcome: 'done' });
  return pageOf(tx, actor, row, deps.clock.now());
}

async function pageOf(tx: Tx, actor: Actor, row: PackageRow, now: Instant): Promise<PackagePage> {
  const { packageId, agencyCode, state, note } = row;
  const members = await selectMembers(tx, [packageId]);
  const reportIds = members.map((member) => member.reportId);
  const numbers = new Map((await reportHeads(tx, reportIds)).map((head) => [Number(head.reportId), head.number]));
  const agency = await agencyByCode(tx, agencyCode, now);
  const items = await selectItems(tx, [packageId]);
  const blocked = await heldFactsOf(tx, packageId, reportIds);
  const [sealed] = await selectSealed(tx, [packageId]);
  const [release] = await selectReleases(tx, [packageId]);
  const moves = await selectMoves(tx, [packageId]);
  const people = await namesOf(tx, [row.authorStaffId, release?.releasedBy ?? null]);
  const obstacles = obstaclesOf({ items, heldFacts: blocked, keys: agency?.keys ?? [], now });
  const hands = await handsOf(tx, row);
  const person = actor.kind === 'staff' ? actor : null;
  const offered = offeredActs(person, { state, hands, hasObstacles: obstacles.length > 0 });
  return {
    package: row.number,
    state,
    recipient: { code: agencyCode, name: agency?.name ?? { en: agencyCode, fr: agencyCode }, language: row.language },
    role: row.role,
    subject: row.subjectId === null ? null : `S-${row.subjectId}`,
    author: personOf(people, row.authorStaffId),
    reports: members.map(({ reportId, role, lead }) => ({ report: numbers.get(reportId) ?? '', role, lead })),
    items: items.map(itemOf),
    blocked,
    obstacles: obstacles.map((obstacle) => ({ kind: obstacle.kind, words: obstacleWords(obstacle) })),
    bagHash: sealed?.bagHash ?? null,
    sealedAt: sealed?.sealedAt ?? null,
    releasedBy: personOf(people, release?.releasedBy ?? null),
    delivery: deliveryOf(moves),
    history: moves.map(({ packageId: _, ...move }) => move),
    note,
    actions: offered.map(({ name, hindrance }) => ({
      name,
      allowed: hindrance === null,
      reason: hindrance === null ? null : hindranceWords(hindrance, state),
    })),
  };
}

async function namesOf(tx: Tx, ids: readonly (number | null)[]): Promise<ReadonlyMap<number, string>> {
  const known = ids.filter((id) => id !== null);
  return new Map((await staffByIds(tx, known)).map((one) => [Number(one.staffId), one.name]));
}

function personOf(people: ReadonlyMap<number, string>, id: number | null) {
  return id === null ? null : { id, name: people.get(id) ?? `staff:${id}` };
}

const PREVIEWS: Readonly<Partial<Record<ItemNumber, 'fdr' | 'general'>>> = { 1: 'fdr', 3: 'general' };

function itemOf({ item, state, reason, text, dueAt }: ItemRow): PackagePage['items'][number] {
  return { item, words: ITEM_WORDS[item], state, reason, text, dueAt, preview: PREVIEWS[item] ?? null };
}

function deliveryOf(moves: readonly MoveRow[]): PackagePage['delivery'] {
  const at = (state: PackageState) => moves.findLast((move) => move.to === state)?.at ?? null;
  const sentAt = at('sent');
  return sentAt === null ? null : { sentAt, deliveredAt: at('delivered'), acknowledgedAt: at('acknowledged') };
}
