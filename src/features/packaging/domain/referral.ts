import { cyberTipPath, evidencePath, originalPath } from './bag-paths.ts';
import type { PackageContent, PackageReport } from './package-content.ts';

/** Version of `referral.schema.json` that the value below keeps to. */
export const REFERRAL_VERSION = '1.2';

/** `referral.json`: the whole package for machines; every byte it names lies in the same bag under `path`. */
export function referral(content: PackageContent) {
  const { originator, recipient, author, classification, role, urgency, generatedAt, timeZone } = content;
  return {
    version: REFERRAL_VERSION,
    package: {
      number: content.packageNumber,
      part: content.part,
      role,
      classification,
      urgency,
      generatedAt,
      timeZone,
    },
    originator,
    recipient,
    author,
    subject: content.subjectNumber,
    items: content.items,
    reports: content.reports.map(reportOf),
    ruleVersions: content.ruleVersions,
  };
}

function reportOf(report: PackageReport, index: number) {
  return {
    number: report.number,
    lead: report.lead,
    source: report.source,
    sender: report.sender,
    externalId: report.externalId,
    receivedAt: report.receivedAt,
    version: report.version,
    urgency: report.urgency,
    danger: report.danger,
    completeness: report.completeness,
    senderAlarm: report.senderAlarm,
    original: { path: originalPath(report), sizeBytes: report.original.sizeBytes, sha256: report.original.sha256 },
    cyberTip: { path: cyberTipPath(index) },
    incidents: report.incidents,
    persons: report.persons,
    identifiers: report.identifiers,
    files: report.files.map(({ included, ...file }, at) => ({
      ...file,
      path: included ? evidencePath(report, at) : null,
    })),
    narratives: report.narratives,
    candidates: report.candidates,
    clocks: report.clocks,
  };
}
