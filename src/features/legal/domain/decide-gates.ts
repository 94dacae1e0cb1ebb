import type { LegalGate } from '../types.ts';
import type { GatePolicy, GateRule } from './rules.ts';

/** What the policy looks at. */
export interface GatedReport {
  readonly reportId: number;
  readonly source: string;
  readonly identifiers: readonly {
    readonly identifierId: number;
    readonly kind: string;
    readonly provenance: string;
  }[];
  readonly files: readonly { readonly fileId: number; readonly viewedByEsp: boolean | null }[];
}

/** The gates of a report that are not open. The first row that fits decides; what no row names stays open. */
export function decideGates(report: GatedReport, policy: GatePolicy): readonly LegalGate[] {
  const { reportId } = report;
  const gate = (target: LegalGate['target'], targetId: number, rule: GateRule | undefined): readonly LegalGate[] =>
    rule === undefined || rule.state === 'open'
      ? []
      : [
          {
            reportId,
            target,
            targetId,
            state: rule.state,
            code: rule.code,
            reason: rule.reason,
            policyVersion: policy.version,
          },
        ];
  const identifiers = report.identifiers.flatMap((identifier) => {
    const rule = policy.rules.find(
      (row) =>
        row.target === 'identifier' &&
        allows(row.kinds, identifier.kind) &&
        allows(row.provenance, identifier.provenance) &&
        allows(row.sources, report.source),
    );
    return gate('identifier', identifier.identifierId, rule);
  });
  const fileRule = policy.rules.find((row) => row.target === 'file' && allows(row.sources, report.source));
  const files = report.files
    .filter((file) => file.viewedByEsp !== true)
    .flatMap((file) => gate('file', file.fileId, fileRule));
  return [...identifiers, ...files];
}

function allows(list: readonly string[] | null, value: string): boolean {
  return list === null || list.includes(value);
}
