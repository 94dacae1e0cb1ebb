import type { Instant } from '#core/clock.ts';
import type { AgencyCode } from '#core/ids.ts';
import type { Bilingual, Language } from '#core/locale.ts';
import type { Page, UnknownAfter } from '#core/page.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import type { Standing } from '../domain/jurisdiction-map.ts';
import {
  type AgencyRow,
  type RecipientKeyRow,
  searchAgencies,
  selectAgencies,
  selectLiveKeys,
} from '../store/agencies.ts';

/** A police service as others see it. Dates are `YYYY-MM-DD`, null unknown. */
export interface Agency {
  readonly code: AgencyCode;
  readonly name: Bilingual;
  readonly country: string;
  /** Languages of work, the preferred one first. */
  readonly languages: readonly string[];
  /** The official language its packages are written in: the first of its languages of work that is one, else English. */
  readonly packageLanguage: Language;
  readonly kind: string;
  readonly dutyLine: string | null;
  readonly confirmBeforeFirstUse: boolean;
  readonly caution: string | null;
  readonly policeChannel: string | null;
  readonly agreement: string | null;
  readonly contactVerifiedOn: string | null;
  readonly standing: Standing;
  readonly source: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** How packages reach it; null until an operator says. */
  readonly channel: { readonly kind: 'spool' | 'pickup' } | null;
}

/** A service with the keys a package may be encrypted to. */
export interface AgencyWithKeys extends Agency {
  /** Approved and in force, newest first. */
  readonly keys: readonly Pick<
    RecipientKeyRow,
    'keyId' | 'form' | 'material' | 'fingerprint' | 'validFrom' | 'validTo'
  >[];
}

/** One service with its channel and the approved keys in force at `at` (default: now); null when the directory has no such code. */
export async function agencyByCode(q: Queryable, code: string, at?: Instant): Promise<AgencyWithKeys | null> {
  const [row] = await selectAgencies(q, [code]);
  if (!row) return null;
  const keys = await selectLiveKeys(q, code, at ?? null);
  return {
    ...toAgency(row),
    keys: keys.map(({ keyId, form, material, fingerprint, validFrom, validTo }) => ({
      keyId,
      form,
      material,
      fingerprint,
      validFrom,
      validTo,
    })),
  };
}

/** Services by code, without keys; unknown codes are absent. */
export async function agenciesByCode(q: Queryable, codes: readonly string[]): Promise<ReadonlyMap<string, Agency>> {
  const rows = await selectAgencies(q, codes);
  return new Map(rows.map((row) => [row.code, toAgency(row)]));
}

/** A page of the directory by code, filtered by country and by text in code or name. */
export async function listAgencies(
  q: Queryable,
  filter: {
    readonly country?: string | null;
    readonly text?: string | null;
    readonly limit: number;
    readonly after?: string | null;
  },
): Promise<Result<Page<Agency>, UnknownAfter>> {
  const { country = null, text = null, after = null, limit } = filter;
  if (after !== null && (await selectAgencies(q, [after])).length === 0) return refuse({ kind: 'unknown-after' });
  const rows = await searchAgencies(q, { country, text, after, limit: limit + 1 });
  const items = rows.slice(0, limit).map(toAgency);
  return ok({ items, next: rows.length > limit ? (items.at(-1)?.code ?? null) : null });
}

function toAgency(row: AgencyRow): Agency {
  const { nameEn, nameFr, channel, ...rest } = row;
  return {
    ...rest,
    name: { en: nameEn, fr: nameFr },
    packageLanguage: row.languages.find((language) => language === 'en' || language === 'fr') ?? 'en',
    channel: channel === null ? null : { kind: channel },
  };
}
