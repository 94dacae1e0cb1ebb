import type { Actor } from '#core/actor.ts';
import { type Instant, msBetween } from '#core/clock.ts';
import type { UnknownAfter } from '#core/page.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { DAY_MS } from '#core/units.ts';
import { requirePermission } from '#features/access';
import type { NotPermitted } from '#features/access/types';
import { record } from '#features/audit';
import type { Queryable, Tx } from '#platform/postgres/transaction.ts';
import { SEE_PROVIDERS } from '../domain/permissions.ts';
import { type NoticeQuality, type QualityLine, qualityLines } from '../domain/quality-lines.ts';
import { type Provider, selectByCode, selectProviders } from '../store/providers.ts';
import { selectQuality } from '../store/quality.ts';

/** A card covers at most two years: its cost is that of its period. */
const LONGEST_PERIOD_MS = 2 * 366 * DAY_MS;

/** From the first instant to the one before the second. */
export interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

export interface UnusablePeriod {
  readonly kind: 'unusable-period';
}

export interface QualityCard {
  readonly provider: Pick<Provider, 'code' | 'name' | 'nameFr'>;
  readonly period: Period;
  readonly quality: NoticeQuality;
  /** The same figures in words: what each means and what would improve it. */
  readonly lines: readonly QualityLine[];
}

/** A provider's own card, for whoever acts for it. */
export async function ownQualityCard(
  q: Queryable,
  provider: Provider,
  period: Period,
): Promise<Result<QualityCard, UnusablePeriod>> {
  const length = msBetween(period.from, period.to);
  if (length <= 0 || length > LONGEST_PERIOD_MS) return refuse({ kind: 'unusable-period' });
  const { code, name, nameFr } = provider;
  const quality = await selectQuality(q, provider.providerId, period);
  return ok({ provider: { code, name, nameFr }, period, quality, lines: qualityLines(quality) });
}

/** The card of any provider, for those who keep in touch with providers. */
export async function qualityCard(
  tx: Tx,
  actor: Actor,
  code: string,
  period: Period,
): Promise<Result<QualityCard, NotPermitted | UnusablePeriod | { readonly kind: 'unknown-provider' }>> {
  const allowed = await requirePermission(tx, actor, SEE_PROVIDERS);
  if (!allowed.ok) return allowed;
  const provider = await selectByCode(tx, code);
  if (provider === null) return refuse({ kind: 'unknown-provider' });
  const detail = { code, from: period.from, to: period.to };
  await recordOn(tx, actor, 'see-quality-card', provider.providerId, detail);
  return ownQualityCard(tx, provider, period);
}

/** Every provider that ever notified, by its identifier; `after` is the last code of the page before. */
export async function listProviders(
  tx: Tx,
  actor: Actor,
  page: { readonly limit: number; readonly after?: string },
): Promise<Result<{ readonly items: readonly Provider[]; readonly next: string | null }, NotPermitted | UnknownAfter>> {
  const allowed = await requirePermission(tx, actor, SEE_PROVIDERS);
  if (!allowed.ok) return allowed;
  if (page.after !== undefined && (await selectByCode(tx, page.after)) === null)
    return refuse({ kind: 'unknown-after' });
  const found = await selectProviders(tx, { limit: page.limit + 1, after: page.after ?? null });
  const items = found.slice(0, page.limit);
  await record(tx, { actor, act: SEE_PROVIDERS.name, objectKind: 'provider', objectIds: [], outcome: 'done' });
  return ok({ items, next: found.length > page.limit ? (items.at(-1)?.code ?? null) : null });
}

async function recordOn(tx: Tx, actor: Actor, act: string, id: number, detail: Readonly<Record<string, string>>) {
  await record(tx, { actor, act, objectKind: 'provider', objectIds: [id], outcome: 'done', detail });
}
