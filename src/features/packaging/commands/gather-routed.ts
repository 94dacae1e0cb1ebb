import { type ReportHead, reportFacts, reportHeads } from '#features/intake';
import { subjectOf } from '#features/linking';
import { acceptedRoutes, agenciesByCode, candidatesOf } from '#features/routing';
import type { Tx } from '#platform/postgres/transaction.ts';
import { type ItemFacts, isOtherBody } from '../domain/item-rules.ts';
import type { ReportToPackage } from './draft-packages.ts';

/** What follows from people's decisions for a set of reports. */
export interface RoutedSet {
  readonly toPackage: readonly ReportToPackage[];
  readonly leads: readonly { readonly reportId: number; readonly agency: string }[];
}

/** Reads decisions, accepted routes and what the items ask; a few queries for any size of set. */
export async function gatherRouted(tx: Tx, reportIds: readonly number[]): Promise<RoutedSet> {
  const heads = new Map((await reportHeads(tx, reportIds)).map((head) => [Number(head.reportId), head]));
  const routes = await acceptedRoutes(tx, reportIds);
  const stateOf = (reportId: number) => heads.get(reportId)?.state;
  const packaged = routes.filter((route) => stateOf(route.reportId) === 'package');
  const facts = await itemFactsOf(tx, [...new Set(packaged.map((route) => route.reportId))]);
  const subjects = await subjectsOf(tx, reportIds);
  const agencies = await agenciesByCode(tx, [...new Set(packaged.map((route) => route.code))]);
  return {
    toPackage: packaged.map(({ reportId, role, code }) => ({
      reportId,
      role,
      agency: code,
      subjectId: subjects.get(reportId) ?? null,
      language: agencies.get(code)?.packageLanguage ?? 'en',
      facts: facts.get(reportId) ?? NOTHING_KNOWN,
    })),
    leads: routes
      .filter((route) => stateOf(route.reportId) === 'lead-forwarded' && route.role === 'reported-place')
      .map(({ reportId, code }) => ({ reportId, agency: code })),
  };
}

const NOTHING_KNOWN: ItemFacts = { located: false, hasFiles: false, fromOtherBody: false };

/** What each report has for the seven items. */
export async function itemFactsOf(tx: Tx, reportIds: readonly number[]): Promise<ReadonlyMap<number, ItemFacts>> {
  const heads = await reportHeads(tx, reportIds);
  const facts = new Map((await reportFacts(tx, reportIds)).map((one) => [Number(one.reportId), one]));
  const located = new Set(
    (await candidatesOf(tx, reportIds))
      // A reason with a path is evidence of the report; without one it is a rule's fallback.
      .filter((one) => one.role === 'reported-place' && one.reasons.some((reason) => reason.path !== null))
      .map((one) => one.reportId),
  );
  return new Map(
    heads.map((head: ReportHead) => [
      Number(head.reportId),
      {
        located: located.has(head.reportId),
        hasFiles: facts.get(head.reportId)?.files.some((file) => file.objectId !== null) ?? false,
        fromOtherBody: isOtherBody(head.source),
      },
    ]),
  );
}

/** Only a person's confirmation makes two reports one subject's: a proposal never puts them into one package. */
async function subjectsOf(tx: Tx, reportIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const memberships = await subjectOf(tx, reportIds);
  return new Map(
    memberships
      .filter((membership) => membership.standing === 'confirmed')
      .map((membership) => [Number(membership.reportId), Number(membership.subjectId)]),
  );
}
