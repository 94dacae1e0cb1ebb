import { type ReportHead, reportFacts, reportHeads } from '#features/intake';
import { classifyAddress } from '#platform/geo/classify-address.ts';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { mayBeMinor } from '../domain/may-be-minor.ts';
import { strongKeysOf } from '../domain/strong-keys.ts';
import { weighMatch } from '../domain/weigh-match.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { LINKING_RULES } from '../rule-book.ts';
import { findKeys } from '../store/keys.ts';
import { findMembersOfSubjects, findStandingSubject, type MemberRow } from '../store/members.ts';
import type { Edge, StrongKind } from '../types.ts';
import { edgesAmong } from './edges-among.ts';

// More reports than a person reads at once; the count says how many there are.
const REPORTS_SHOWN = 200;

/** Everything about one possible person across reports. */
export interface SubjectDossier {
  readonly subjectId: number;
  /** `confirmed` once a person confirmed any of its links. */
  readonly standing: 'proposed' | 'confirmed';
  readonly mayBeMinor: boolean;
  readonly reportCount: number;
  /** The first 200 by number. */
  readonly reports: readonly (ReportHead & { readonly standing: 'proposed' | 'confirmed' })[];
  readonly identifiers: readonly SubjectIdentifier[];
  readonly edges: readonly Edge[];
}

/** A strong value of the subject with its rarity. */
export interface SubjectIdentifier {
  readonly kind: StrongKind;
  readonly value: string;
  readonly service: string | null;
  /** Reports anywhere that hold it. */
  readonly reports: number;
  readonly hub: boolean;
  readonly weight: number;
}

/** The dossier of a subject, or of the one it was merged into; null when there is none or no report is left in it. */
export async function subjectDossier(q: Queryable, subjectId: number): Promise<SubjectDossier | null> {
  const standing = await findStandingSubject(q, subjectId);
  const members = standing === null ? [] : await findMembersOfSubjects(q, [standing]);
  if (standing === null || members.length === 0) return null;
  const shown = members.slice(0, REPORTS_SHOWN);
  const ids = shown.map((member) => member.reportId);
  const heads = await reportHeads(q, ids);
  const facts = await reportFacts(q, ids);
  const received = new Map(heads.map((head) => [head.reportId, head.receivedAt]));
  return {
    subjectId: standing,
    standing: members.some((member) => member.standing === 'confirmed') ? 'confirmed' : 'proposed',
    mayBeMinor: facts.some((one) =>
      mayBeMinor(
        one.persons.filter((person) => person.role === 'reported'),
        received.get(one.reportId) ?? '',
      ),
    ),
    reportCount: members.length,
    reports: heads.map((head) => ({ ...head, standing: standingOf(shown, head.reportId) })),
    identifiers: await identifiersOf(q, facts, new Map(heads.map((head) => [head.reportId, head.sender]))),
    edges: await edgesAmong(q, ids),
  };
}

function standingOf(members: readonly MemberRow[], reportId: number): 'proposed' | 'confirmed' {
  return members.find((member) => member.reportId === reportId)?.standing ?? 'proposed';
}

async function identifiersOf(
  q: Queryable,
  facts: Awaited<ReturnType<typeof reportFacts>>,
  senders: ReadonlyMap<number, string>,
): Promise<readonly SubjectIdentifier[]> {
  const keys = facts.flatMap(({ reportId, identifiers }) =>
    strongKeysOf(
      {
        reportId,
        identifiers,
        sender: senders.get(reportId) ?? '',
        senderAlarm: null,
        incident: null,
        fileDigests: [],
      },
      LINKING_RULES,
      (address) => classifyAddress(address)?.addressClass ?? null,
    ),
  );
  const printed = new Map(keys.map((key) => [fingerprintOf(key.text), key]));
  const states = await findKeys(q, [...printed.keys()]);
  const lines = states.flatMap(({ fingerprint, reportCount, hub }) => {
    const key = printed.get(fingerprint);
    if (!key) return [];
    const { weight } = weighMatch(key.kind, { reports: reportCount, hub }, LINKING_RULES);
    return [{ kind: key.kind, value: key.value, service: key.service, reports: reportCount, hub, weight }];
  });
  // Overlapping windows give one address two fingerprints: the rarer line would only repeat the other.
  const distinct = new Map(
    lines
      .sort((a, b) => a.reports - b.reports)
      .map((line) => [`${line.kind} ${line.service ?? ''} ${line.value}`, line]),
  );
  return [...distinct.values()].sort((a, b) => b.weight - a.weight || (a.value < b.value ? -1 : 1));
}
