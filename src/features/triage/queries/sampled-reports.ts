import { reportFacts, reportHeads } from '#features/intake';
import type { ReportFacts, ReportHead } from '#features/intake/types';
import type { Queryable } from '#platform/postgres/transaction.ts';
import { type ComparedReport, compareFields, saidIn } from '../domain/differing-fields.ts';

/** The sampled reports side by side: every field in which they differ, and those they share. No narrative: those are opened one at a time. */
export async function sampledReports(q: Queryable, reportIds: readonly number[]) {
  const heads = new Map((await reportHeads(q, reportIds)).map((head) => [head.reportId, head]));
  const facts = new Map((await reportFacts(q, reportIds)).map((one) => [one.reportId, one]));
  const compared = reportIds.flatMap((reportId) => {
    const head = heads.get(reportId);
    return head ? [{ head, compared: fieldsOf(head, facts.get(reportId) ?? null) }] : [];
  });
  const fields = compareFields(compared.map((one) => one.compared));
  const differing = fields.filter((field) => field.shared === null);
  return {
    fields,
    reports: compared.map(({ head, compared: one }) => ({
      report: head.number,
      receivedAt: head.receivedAt,
      values: Object.fromEntries(differing.map(({ field }) => [field, saidIn(one, field)])),
    })),
  };
}

function fieldsOf(head: ReportHead, facts: ReportFacts | null): ComparedReport {
  const { reportId, sender, receivedAt, externalId } = head;
  const { incidents = [], identifiers = [], files = [], persons = [], narratives = [], content } = facts ?? {};
  const byKind = Map.groupBy(
    identifiers.filter((identifier) => identifier.personRole !== 'victim'),
    (identifier) => identifier.kind,
  );
  return {
    reportId,
    fields: {
      sender: [sender],
      received: [receivedAt],
      'external-id': present([externalId]),
      'incident-type': present(incidents.map((incident) => incident.incidentType)),
      occurred: present(incidents.map((incident) => incident.occurred?.asWritten)),
      'batched-reason': present([content?.batchedReason]),
      ...Object.fromEntries([...byKind].map(([kind, all]) => [kind, all.map((identifier) => identifier.value)])),
      persons: [String(persons.length)],
      files: files.map(
        (file) => file.sha256 ?? file.md5 ?? file.details.claimedHashes[0]?.value ?? file.originalName ?? '?',
      ),
      'text-lengths': narratives.map((narrative) => String(narrative.length)),
    },
  };
}

function present(values: readonly (string | null | undefined)[]): readonly string[] {
  return values.filter((value) => value !== null && value !== undefined);
}
