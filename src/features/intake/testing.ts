import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '#core/actor.ts';
import type { Clock, Instant } from '#core/clock.ts';
import { granted } from '#core/result.ts';
import type { Vault } from '#features/vault';
import { readPdfLines } from '#platform/decoder/read-pdf-lines.ts';
import type { Tx } from '#platform/postgres/transaction.ts';
import { addSample, createMapping, expectResult, publishMapping, saveDraft } from './commands/keep-mappings.ts';
import { receiveReport } from './commands/receive-set.ts';
import type { LiveMapping } from './domain/choose-mapping.ts';
import { findPdfFields } from './domain/find-pdf-fields.ts';
import type { Mapping, MappingKind, MappingRule } from './domain/mapping.ts';
import type { ProviderNotice } from './domain/notice.ts';
import { showBytes } from './domain/show-bytes.ts';
import { openCompanions } from './import/claim-files.ts';
import { findGatherings } from './import/find-documents.ts';
import { DamagedArchive, openArchives } from './import/open-archives.ts';
import { readRecords } from './import/read-document.ts';
import { csvHeader, inMemory } from './parse/csv-records.ts';
import { adviceOnUnread } from './parse/find-imagery.ts';
import {
  ADDRESSES_SAMPLE,
  HOTLINE_SAMPLE,
  ICCAM_SAMPLE,
  PACKAGE_ACCOUNT_SAMPLE,
  REFERRAL_SAMPLE,
  XARF_SAMPLE,
} from './parse/format-samples.ts';
import { maskedBytes } from './parse/mask-secrets.ts';
import { parseIspwsFileDetails } from './parse/parse-ispws-file-details.ts';
import { parseIspwsReport } from './parse/parse-ispws-report.ts';
import { placeOfFault } from './parse/place-of-fault.ts';
import { readCsvNotices } from './parse/read-csv-notices.ts';
import { readJsonReport } from './parse/read-json-report.ts';
import { readWith } from './parse/read-mapped.ts';
import { readPackageAccount } from './parse/read-package-account.ts';
import { openXlsxNotices } from './parse/read-xlsx-notices.ts';
import { reportHeads } from './queries/report-heads.ts';
import { previewMapping } from './queries/show-mappings.ts';
import type { ReceiveDeps, Received } from './received.ts';
import type {
  ReportHead,
  SubmittedFileDetails,
  SubmittedIdentifier,
  SubmittedIncident,
  SubmittedPerson,
  SubmittedReport,
} from './types.ts';

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
  const received = aReceived(fields);
  const clock: Clock = { now: () => received.receivedAt };
  const whole = { clock, vault: REFUSING, onReceived: async () => undefined, ...deps };
  const outcome = await receiveReport(tx, whole, OPERATOR, received);
  if (!outcome.ok) throw new Error(`The receipt was refused: ${outcome.refusal.kind}`);
  const [head] = await reportHeads(tx, [outcome.value.reportId]);
  if (!head) throw new Error('A received report has no head.');
  return head;
}

/** Lists an archive, gathers its documents and reads each of them, as an import does; what is damaged ends its reading. */
async function readDroppedArchive(bytes: Buffer): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-dropped-'));
  const archives = openArchives();
  try {
    await writeFile(join(folder, 'drop.zip'), bytes);
    for await (const found of findGatherings([join(folder, 'drop.zip')], archives)) {
      if (found.kind === 'bad-archive') continue;
      for (const document of found.documents)
        for await (const { report } of readRecords(document, RECEIVED)) {
          const options = { gathersTips: true, numberOfPdf: async () => null };
          await openCompanions(found, options).claim(report);
        }
    }
  } catch (error) {
    if (!(error instanceof DamagedArchive)) throw error;
  } finally {
    archives.close();
    await rm(folder, { recursive: true });
  }
}

/** A rule that reads one field as it stands. */
export function aRule(from: string, to: string, fields: Partial<MappingRule> = {}): MappingRule {
  return {
    from,
    constant: null,
    to,
    item: 1,
    part: 1,
    split: null,
    values: [],
    otherwise: 'keep',
    pattern: null,
    ...fields,
  };
}

/** A mapping of three fields, by whose names the fuzzed texts may well be found. */
export function aMapping(fields: Partial<Mapping> = {}): Mapping {
  return {
    kind: 'csv',
    record: '',
    delimiter: null,
    recognises: ['ref'],
    zone: 'none',
    rules: [aRule('ref', 'externalId'), aRule('when', 'occurredAt'), aRule('account', 'identifier.account')],
    ...fields,
  };
}

/** Puts a mapping of a sender in force, by way of a sample somebody looked at. */
export async function publishForTest(
  tx: Tx,
  actor: Actor,
  sender: string,
  content: Mapping = aMapping(),
  sample = 'ref,when,account\n1,2026-11-23T08:00:00Z,acct-1\n',
): Promise<number> {
  const deps = { clock: { now: () => RECEIVED } };
  const head = { source: 'provider', sender, kind: content.kind } as const;
  const { mappingId } = granted(await createMapping(tx, deps, actor, head));
  granted(await saveDraft(tx, deps, actor, mappingId, content));
  const bytes = Buffer.from(sample);
  granted(await addSample(tx, deps, actor, mappingId, { fileName: 'a.csv', origin: 'made-up', bytes }));
  await lookAndExpect(tx, actor, mappingId, content);
  granted(await publishMapping(tx, deps, actor, mappingId));
  return mappingId;
}

/** Looks at every sample as a mapping reads it, and finds it right. */
export async function lookAndExpect(tx: Tx, actor: Actor, mappingId: number, content: Mapping): Promise<void> {
  const { samples } = granted(await previewMapping(tx, actor, mappingId, content));
  for (const { sampleId, digest } of samples)
    granted(await expectResult(tx, { clock: { now: () => RECEIVED } }, actor, mappingId, { sampleId, digest }));
}

const A_LIVE_MAPPING = (kind: MappingKind): LiveMapping => ({
  mappingId: 1,
  version: 1,
  source: 'provider',
  sender: 'Example Service',
  mapping: aMapping({ kind, record: kind === 'xml' ? 'report' : '' }),
});

/** The readers of what comes from outside, by what they read, for tests that feed them anything. */
export const OUTSIDE_READERS: Readonly<Record<string, (bytes: Buffer) => unknown>> = {
  'provider report': (bytes) => parseIspwsReport(bytes, { now: RECEIVED }),
  'file details': (bytes) => parseIspwsFileDetails(bytes, { now: RECEIVED }),
  // In the house a PDF is read by a process of its own only.
  'PDF of a tip': async (bytes) => findPdfFields((await readPdfLines(bytes).catch(() => ({ lines: [] }))).lines),
  'archive of a drop': readDroppedArchive,
  cybertip: readJson,
  'notice in JSON': readJson,
  'notices in CSV': (bytes) => allOf(readCsvNotices([bytes], { now: RECEIVED })),
  'notices in XLSX': async (bytes) => {
    const opened = await openXlsxNotices(bytes, { now: RECEIVED });
    return opened.ok ? allOf(opened.value) : opened;
  },
  hotline: readJson,
  iccam: readJson,
  referral: readJson,
  addresses: readJson,
  xarf: readJson,
  'account of a package': (bytes) => {
    const account = jsonOrNull(bytes);
    return account === null ? null : readPackageAccount(account, { now: RECEIVED });
  },
  'password in a document': maskedBytes,
  'imagery in what nobody read': adviceOnUnread,
  'mapped table': (bytes) => readWith(A_LIVE_MAPPING('csv'), bytes, 10_000),
  'mapped JSON': (bytes) => readWith(A_LIVE_MAPPING('json'), bytes, 10_000),
  'mapped XML': (bytes) => readWith(A_LIVE_MAPPING('xml'), bytes, 10_000),
  'header of a table': (bytes) => csvHeader(inMemory(bytes)),
  'bytes on the bench': (bytes) => [showBytes(bytes, bytes.length), placeOfFault(bytes)],
};

function readJson(bytes: Buffer): unknown {
  return readJsonReport(bytes.toString('utf8'), { now: RECEIVED });
}

function jsonOrNull(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}

/** One valid document of each format by the name of its reader, for tests that grow others from it. */
export const FORMAT_SAMPLES: Readonly<Record<string, object>> = {
  hotline: HOTLINE_SAMPLE,
  iccam: ICCAM_SAMPLE,
  referral: REFERRAL_SAMPLE,
  addresses: ADDRESSES_SAMPLE,
  xarf: XARF_SAMPLE,
  'account of a package': PACKAGE_ACCOUNT_SAMPLE,
  'password in a document': ICCAM_SAMPLE,
  'imagery in what nobody read': XARF_SAMPLE,
};

async function allOf<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
