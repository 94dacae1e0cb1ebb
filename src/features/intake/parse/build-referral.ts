import { emptyReport } from '../domain/empty-report.ts';
import type { SubmittedReport } from '../types.ts';
import { mineAll, statedOf } from './read-members.ts';

/** What a police service or a division refers, in whatever form it came: a document of its own or a form typed at the desk. */
export interface Referral
  extends Pick<
    SubmittedReport,
    'reportedAt' | 'senderAlarm' | 'incidents' | 'persons' | 'identifiers' | 'narratives' | 'files' | 'drift'
  > {
  readonly from: {
    readonly agency: string | null;
    readonly code: string | null;
    readonly country: string | null;
    readonly unit: string | null;
    readonly officer: string | null;
    readonly email: string | null;
    readonly phone: string | null;
  };
  readonly fileNumber: string | null;
  readonly requestType: string | null;
  readonly handlingCode: string | null;
  readonly caveats: readonly string[];
  /** When a provider first notified police, as written: only where the referral passes on a notice. */
  readonly firstNoticeAt: string | null;
}

/** The neutral form of a referral. The service’s own file number is its number; what its texts hold is mined as from every text. */
export function buildReferral(referral: Referral): SubmittedReport {
  const { from, fileNumber, requestType, handlingCode, caveats, firstNoticeAt, identifiers, ...facts } = referral;
  const { agency, code, ...officer } = from;
  return {
    ...emptyReport('referral'),
    ...facts,
    externalId: fileNumber,
    senderName: agency,
    identifiers: [...identifiers, ...mineAll(facts.narratives)],
    lawEnforcement: statedOf({
      agency,
      agencyCode: code,
      ...officer,
      caseNumber: fileNumber,
      requestType,
      handlingCode,
      caveats: caveats.join('; ') || null,
      firstNoticeAt,
    }),
  };
}

/** What binds every fact of a referral, in one text. */
export function caveatOf({ handlingCode, caveats }: Pick<Referral, 'handlingCode' | 'caveats'>): string | null {
  return [...(handlingCode === null ? [] : [handlingCode]), ...caveats].join('; ') || null;
}
