import type { Actor } from '#core/actor.ts';
import type { Bilingual } from '#core/locale.ts';
import { ok, type Result } from '#core/result.ts';
import { type NotPermitted, requirePermission } from '#features/access';
import { record } from '#features/audit';
import type { Tx } from '#platform/postgres/transaction.ts';
import type { RouteCaution, RouteReason, RouteRole } from '../domain/candidate.ts';
import { PERMISSIONS } from '../domain/permissions.ts';
import { type CandidateRow, type RouteRow, selectCandidates, selectRoutes } from '../store/routes.ts';
import { type Agency, agenciesByCode } from './agency-by-code.ts';

/** Candidates of one report as a person reads them. */
export interface ReportRoutes {
  readonly candidates: readonly {
    readonly role: RouteRole;
    readonly rank: number;
    readonly agency: Pick<Agency, 'code' | 'name' | 'dutyLine' | 'languages' | 'confirmBeforeFirstUse'>;
    readonly weight: number;
    readonly reasons: readonly RouteReason[];
    readonly cautions: readonly RouteCaution[];
  }[];
  /** The route for the reported person's place, else for the victim's; null before a decision. */
  readonly route: RouteRow | null;
  readonly routes: readonly RouteRow[];
  readonly ruleVersion: string | null;
}

/** Shows a report's candidate services and routes; the reading is audited. */
export async function readRoutes(tx: Tx, actor: Actor, reportId: number): Promise<Result<ReportRoutes, NotPermitted>> {
  const allowed = await requirePermission(tx, actor, PERMISSIONS.seeRoutes, [reportId]);
  if (!allowed.ok) return allowed;
  const candidates = await selectCandidates(tx, [reportId]);
  const routes = await selectRoutes(tx, [reportId]);
  const agencies = await agenciesByCode(
    tx,
    candidates.map((candidate) => candidate.agency),
  );
  const act = PERMISSIONS.seeRoutes.name;
  await record(tx, { actor, act, objectKind: 'report', objectIds: [reportId], outcome: 'done' });
  return ok({
    candidates: candidates.map((candidate) => present(candidate, agencies)),
    route: routes.find((route) => route.role === 'reported-place') ?? routes[0] ?? null,
    routes,
    ruleVersion: candidates[0]?.ruleVersion ?? null,
  });
}

function present(candidate: CandidateRow, agencies: ReadonlyMap<string, Agency>): ReportRoutes['candidates'][number] {
  const { role, rank, weight, reasons, cautions, agency: code } = candidate;
  const known = agencies.get(code);
  const unnamed: Bilingual = { en: code, fr: code };
  return {
    role,
    rank,
    weight,
    reasons,
    cautions,
    agency: {
      code,
      name: known?.name ?? unnamed,
      dutyLine: known?.dutyLine ?? null,
      languages: known?.languages ?? [],
      confirmBeforeFirstUse: known?.confirmBeforeFirstUse ?? true,
    },
  };
}
