import { createHash } from 'node:crypto';
import type { Actor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import type { Vault } from '#features/vault';
import type { Tx } from '#platform/postgres/transaction.ts';
import { receiveSet } from './commands/receive-set.ts';
import type { ProviderNotice } from './domain/notice.ts';
import { reportHeads } from './queries/report-heads.ts';
import type { ReceiveDeps, Received } from './received.ts';
import type {
  ReportHead,
  SubmittedFileDetails,
  SubmittedIdentifier,
  SubmittedIncident,
  SubmittedPerson,
  SubmittedReport,
} from './types.ts';

export { aMapping, aRule, lookAndExpect, publishForTest } from './testing-mappings.ts';
export { FORMAT_SAMPLES, OUTSIDE_READERS } from './testing-readers.ts';

const RECEIVED = '2026-11-24T12:00:00.000Z' as Instant;
const OPERATOR: Actor = { kind: 'operator', osUser: 'test' };

/** A report that says as little as a report can. */
export function aSubmittedReport(fields: Partial<SubmittedReport> = {}): SubmittedReport {
  return {
    format: 'ispws-xml',
    externalId: null,
    senderName: 'Example Service',
    reportedAt: null,
    senderAlarm: null,
    ncmecPriority: null,
    batchedReason: null,
    isTest: false,
    annotations: [],
    incidents: [anIncident()],
    internetDetails: [],
    lawEnforcement: null,
    persons: [],
    identifiers: [],
    files: [],
    narratives: [],
    drift: [],
    ...fields,
  };
}

export function anIncident(fields: Partial<SubmittedIncident> = {}): SubmittedIncident {
  return {
    incidentType: 'Unsolicited Obscene Material Sent to a Child',
    platform: null,
    occurred: { asWritten: '2026-11-23T08:00:00Z', instant: '2026-11-23T08:00:00.000Z' as Instant, zone: 'stated' },
    occurredDescription: null,
    description: null,
    offence: null,
    ...fields,
  };
}

/** A reported person of whom nothing is known. */
export function aSubmittedPerson(fields: Partial<SubmittedPerson> = {}): SubmittedPerson {
  return {
    role: 'reported',
    path: 'personOrUserReported[0]',
    firstName: null,
    middleName: null,
    lastName: null,
    dateOfBirth: null,
    age: null,
    addresses: [],
    estimatedLocation: null,
    identifiers: [],
    other: {},
    ...fields,
  };
}

/** An account as a provider reports it; `normal` follows `value` unless given. */
export function aSubmittedIdentifier(fields: Partial<SubmittedIdentifier> = {}): SubmittedIdentifier {
  const value = fields.value ?? 'acct-1';
  return {
    kind: 'account',
    value,
    normal: value,
    service: null,
    port: null,
    observed: null,
    event: null,
    provenance: 'reported-by-provider',
    caveat: null,
    verified: null,
    possibleProxy: null,
    path: 'personOrUserReported[0].espIdentifier',
    ...fields,
  };
}

/** A file of which the sender says nothing. */
export function aSubmittedFile(fields: Partial<SubmittedFileDetails> = {}): SubmittedFileDetails {
  return {
    originalName: null,
    givenName: null,
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
    ...fields,
  };
}

/** A report at the door: an import of source `provider` with bytes of its own, unless told otherwise. */
export function aReceived(fields: Partial<Received> = {}): Received {
  const inline = Buffer.from(`generated ${Math.random()}`);
  return {
    via: 'import',
    source: 'provider',
    channel: 'file',
    sender: null,
    credentialId: null,
    receivedAt: RECEIVED,
    state: 'open',
    raw: {
      sha256: createHash('sha256').update(inline).digest(),
      sizeBytes: inline.length,
      inline,
      stored: null,
      contentType: null,
      fileName: null,
    },
    report: aSubmittedReport(),
    unreadable: null,
    media: [],
    ...fields,
  };
}

/** A whole notice of a provider: the five items, one connection with its port and zone, one account. */
export function aNotice(fields: ProviderNotice = {}): ProviderNotice {
  return {
    offence: { code: 'CC 163.1(3)' },
    material: { description: 'placeholder description', format: 'photograph', count: 1 },
    discovery: { at: '2026-11-20T09:00:00', zone: 'America/Toronto', circumstances: 'reported by a user' },
    otherEvidence: [],
    contact: { name: 'Desk', email: 'legal@provider.example' },
    transmissionData: [{ ip: '192.0.2.7', port: 443, at: '2026-11-20T10:00:00', zone: 'America/Toronto' }],
    accounts: [{ id: 'acct-1' }],
    ...fields,
  };
}

const REFUSING: Vault = new Proxy({} as Vault, {
  get() {
    throw new Error('This test receives small reports only; give it a vault for files.');
  },
});

/** Receives one report as the command does and gives its head; bytes need a vault in `deps`. */
export async function receiveForTest(
  tx: Tx,
  fields: Partial<Received> = {},
  deps: Partial<ReceiveDeps> = {},
): Promise<ReportHead> {
  const [head] = await receiveAllForTest(tx, [fields], deps);
  if (!head) throw new Error('A received report has no head.');
  return head;
}

/** As `receiveForTest`, a set (≤ 1,000) at once. */
export async function receiveAllForTest(
  tx: Tx,
  set: readonly Partial<Received>[],
  deps: Partial<ReceiveDeps> = {},
): Promise<readonly ReportHead[]> {
  const received = set.map(aReceived);
  const clock: Clock = { now: () => received[0]?.receivedAt ?? RECEIVED };
  const whole = { clock, vault: REFUSING, onReceived: async () => undefined, ...deps };
  const outcomes = await receiveSet(tx, whole, OPERATOR, received);
  if (!outcomes.ok) throw new Error(`The receipt was refused: ${outcomes.refusal.kind}`);
  const ids = outcomes.value.map(({ reportId }) => reportId);
  const heads = new Map((await reportHeads(tx, ids)).map((head) => [head.reportId, head]));
  return ids.flatMap((id) => heads.get(id) ?? []);
}
