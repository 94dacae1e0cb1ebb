import type { ReportFormat, SubmittedFileDetails, SubmittedReport } from '../types.ts';

/** What is known of a document that could not be understood: nothing. */
export function emptyReport(format: ReportFormat): SubmittedReport {
  return {
    format,
    externalId: null,
    senderName: null,
    reportedAt: null,
    senderAlarm: null,
    ncmecPriority: null,
    batchedReason: null,
    isTest: false,
    annotations: [],
    incidents: [],
    internetDetails: [],
    lawEnforcement: null,
    persons: [],
    identifiers: [],
    files: [],
    narratives: [],
    drift: [],
  };
}

/** A file of which nothing was said but the name it came under. */
export function undescribedFile(givenName: string | null): SubmittedFileDetails {
  return {
    originalName: null,
    givenName,
    viewedByEsp: null,
    exifViewedByEsp: null,
    publiclyAvailable: null,
    relevance: null,
    industryClassification: null,
    annotations: [],
    claimedHashes: [],
    uploadedAt: null,
    uploadedAtFrom: null,
    location: null,
    metadata: [],
    identifiers: [],
    notes: [],
  };
}
