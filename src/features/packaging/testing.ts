import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import type { StaffActor } from '#core/actor.ts';
import { type Clock, type Instant, plusMs } from '#core/clock.ts';
import type { ObjectId, PackageId, PackageNumber, ReportNumber, StaffId, SubjectNumber } from '#core/ids.ts';
import type { Result } from '#core/result.ts';
import type { ReportState } from '#core/vocabulary.ts';
import { aStaffActor } from '#features/access/testing';
import { moveInLedger } from '#features/intake';
import { anIncident, aSubmittedFile, aSubmittedReport, receiveForTest } from '#features/intake/testing';
import type { ReportHead, SubmittedReport } from '#features/intake/types';
import { approveRecipientKey, loadDirectory, proposeRecipientKey } from '#features/routing';
import type { Vault } from '#features/vault';
import { aVault, storeText } from '#features/vault/testing';
import { type Db, inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { draftPackages } from './commands/draft-stage.ts';
import { putItem } from './commands/put-item.ts';
import { releasePackage } from './commands/release-package.ts';
import { sealPackage } from './commands/seal-package.ts';
import { submitPackage } from './commands/submit-package.ts';
import type { PackageContent, PackageIdentifier, PackageObject, PackageReport } from './domain/package-content.ts';
import { readBag } from './domain/read-bag.ts';
import { openPackageTools, type PackageTools } from './tools.ts';

/** Bytes as the vault would hold them. */
export function anObject(bytes: Uint8Array, id: number): PackageObject {
  const objectId = `00000000-0000-4000-8000-${String(id).padStart(12, '0')}` as ObjectId;
  return { objectId, sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

export function anIdentifier(part: Partial<PackageIdentifier> = {}): PackageIdentifier {
  return {
    kind: 'email',
    value: 'a@example.com',
    service: null,
    port: null,
    observed: null,
    event: null,
    provenance: 'reported-by-provider',
    caveat: null,
    verified: null,
    possibleProxy: null,
    gate: { state: 'open', reason: null },
    path: 'personOrUserReported[0].espIdentifier',
    ...part,
  };
}

export function aPackageReport(part: Partial<PackageReport> = {}): PackageReport {
  return {
    number: 'R-2026-000123' as ReportNumber,
    lead: true,
    source: 'ncmec',
    format: 'cybertip-json',
    sender: 'Example Service, Inc.',
    externalId: '190000001',
    receivedAt: '2026-11-23T23:40:00.000Z' as Instant,
    version: 1,
    urgency: 'P2',
    danger: 62,
    completeness: 41,
    senderAlarm: null,
    incidents: [],
    persons: [],
    identifiers: [],
    files: [],
    narratives: [],
    original: anObject(Buffer.from('{"reportId":"190000001"}'), 1),
    candidates: [],
    clocks: [],
    ...part,
  };
}

export function aPackageContent(part: Partial<PackageContent> = {}): PackageContent {
  return {
    packageNumber: 'PKG-2026-03177' as PackageNumber,
    part: 1,
    role: 'reported-place',
    classification: { en: 'Protected B', fr: 'Protégé B' },
    originator: {
      name: { en: 'National Child Exploitation Crime Centre', fr: 'Centre national contre l’exploitation des enfants' },
      contactName: 'Duty desk',
      phone: '+1 613 555 0100',
      email: 'desk@centre.example',
    },
    recipient: { code: 'QC-SQ', name: { en: 'Sûreté du Québec', fr: 'Sûreté du Québec' }, languages: ['fr'] },
    author: 'I. Tremblay',
    subjectNumber: 'S-4471' as SubjectNumber,
    urgency: 'P2',
    generatedAt: '2026-11-24T02:47:00.000Z' as Instant,
    timeZone: 'America/Toronto',
    items: [
      { item: 1, state: 'present', text: null },
      { item: 2, state: 'not-applicable', reason: 'None sought.', text: null },
      { item: 3, state: 'present', text: null },
      { item: 4, state: 'pending', dueAt: null, text: null },
      { item: 5, state: 'present', text: null },
      { item: 6, state: 'present', text: null },
      { item: 7, state: 'present', text: null },
    ],
    reports: [aPackageReport()],
    custody: [],
    ruleVersions: [{ rule: 'triage', version: '2026-11-1' }],
    ...part,
  };
}

/** A day at the centre, as tests fix it. */
export const DESK_NOW = '2026-11-24T12:00:00.000Z' as Instant;

/** The people, tools and one reachable service that packages need: real vault, real keys, a clock that can be moved. */
export interface Desk {
  readonly db: Db;
  readonly vault: Vault;
  readonly packages: PackageTools;
  readonly clock: Clock;
  readonly investigator: StaffActor;
  readonly reviewer: StaffActor;
  /** What opens packages sent to `QC-SPL`. */
  readonly ageIdentity: string;
  readonly home: string;
  moveClock(ms: number): void;
}

/** Opens a desk on a migrated database; everything on disk lies below `home`. */
export async function openDesk(db: Db, home: string): Promise<Desk> {
  let now = DESK_NOW;
  const clock: Clock = { now: () => now };
  const vault = await aVault(home);
  const packages = await openPackageTools({
    vault,
    keysDir: join(home, 'keys'),
    workDir: join(home, 'work'),
    clock,
  });
  const ageIdentity = await generateX25519Identity();
  await inTransaction(db, loadDirectory);
  await giveKey(db, clock, 'QC-SPL', await identityToRecipient(ageIdentity));
  return {
    db,
    vault,
    packages,
    clock,
    investigator: aStaffActor({ staffId: 1 as StaffId, roles: ['triage-investigator', 'package-investigator'] }),
    reviewer: aStaffActor({ staffId: 2 as StaffId, roles: ['reviewer'] }),
    ageIdentity,
    home,
    moveClock: (ms) => {
      now = plusMs(now, ms);
    },
  };
}

/** Two people enter and approve a key of a service. */
export async function giveKey(db: Db, clock: Clock, code: string, material: string): Promise<void> {
  const liaison = aStaffActor({ staffId: 3 as StaffId, roles: ['liaison'] });
  const supervisor = aStaffActor({ staffId: 4 as StaffId, roles: ['supervisor'] });
  await inTransaction(db, async (tx) => {
    const proposed = await proposeRecipientKey(tx, { clock }, liaison, { code, material });
    if (!proposed.ok) throw new Error(`The key was refused: ${proposed.refusal.kind}`);
    const approved = await approveRecipientKey(tx, { clock }, supervisor, proposed.value);
    if (!approved.ok) throw new Error(`The approval was refused: ${approved.refusal.kind}`);
  });
}

/** A received report with one file, decided `package` by a person, its route to a service accepted. */
export async function aReportToPackage(
  desk: Desk,
  change: { readonly code?: string; readonly report?: Partial<SubmittedReport>; readonly state?: ReportState } = {},
): Promise<ReportHead> {
  const stored = await storeText(desk.vault, `generated pattern ${randomUUID()}`);
  const { db, vault, clock } = desk;
  return inTransaction(db, async (tx) => {
    const report = aSubmittedReport({
      incidents: [anIncident({ offence: 'CC 163.1(3)' })],
      files: [aSubmittedFile({ originalName: 'pattern.dat' })],
      ...change.report,
    });
    const head = await receiveForTest(tx, { report, media: [{ ordinal: 0, stored }] }, { vault, clock });
    const { reportId } = head;
    const to = change.state ?? 'package';
    const moved = await moveInLedger(tx, { clock }, desk.investigator, [{ reportId, to }]);
    if (!moved.ok) throw new Error(`The ledger refused: ${moved.refusal.kind}`);
    await acceptRouteTo(tx, reportId, change.code ?? 'QC-SPL', 'reported-place');
    return head;
  });
}

/** An accepted route, as a person's decision leaves it. */
export async function acceptRouteTo(tx: Tx, reportId: number, code: string, role: string): Promise<void> {
  await tx.query(
    `insert into routing_route (report_id, role, code, status, decided_by, decided_at)
     values ($1, $2, $3, 'accepted', 'staff:1', $4)`,
    [reportId, role, code, DESK_NOW],
  );
}

/** Drafts what follows from the decisions on these reports; answers the ids of their packages. */
export async function draftsFor(desk: Desk, reportIds: readonly number[]): Promise<readonly PackageId[]> {
  await inTransaction(desk.db, (tx) => draftPackages(tx, desk, reportIds));
  const rows = await desk.db.query<{ packageId: PackageId }>(
    `select distinct package_id as "packageId" from packaging_member where report_id = any($1) order by package_id`,
    [reportIds],
  );
  return rows.map((row) => row.packageId);
}

/** A draft of one report with all seven items decided by the investigator. */
export async function aFilledDraft(desk: Desk, code?: string): Promise<PackageId> {
  const to = code === undefined ? {} : { code };
  const [packageId] = await draftsFor(desk, [(await aReportToPackage(desk, to)).reportId]);
  if (packageId === undefined) throw new Error('No draft was made.');
  const verdict = { state: 'not-applicable', reason: 'none was sought', text: null, dueAt: null } as const;
  for (const item of [2, 4, 5, 7] as const) {
    await mustBeOk(desk, (tx) => putItem(tx, desk, desk.investigator, { packageId, item, ...verdict }));
  }
  return packageId;
}

/** A package submitted by the investigator and sealed. */
export async function aSealedPackage(
  desk: Desk,
  code?: string,
): Promise<{ readonly packageId: PackageId; readonly bagHash: string }> {
  const packageId = await aFilledDraft(desk, code);
  await mustBeOk(desk, (tx) => submitPackage(tx, desk, desk.investigator, packageId));
  await sealPackage(desk.db, desk, packageId);
  const [sealed] = await desk.db.query<{ bagHash: string }>(
    `select bag_hash as "bagHash" from packaging_sealed where package_id = $1 and withdrawn_at is null`,
    [packageId],
  );
  if (!sealed) throw new Error('The package was not sealed.');
  return { packageId, bagHash: sealed.bagHash };
}

/** A sealed package as its recipient gets it, written into a folder with the identity that opens it. */
export async function aPackageFile(
  desk: Desk,
  folder: string,
): Promise<{ readonly file: string; readonly keyFile: string; readonly bagHash: string }> {
  const { packageId, bagHash } = await aSealedPackage(desk);
  const [row] = await desk.db.query<{ objectId: ObjectId }>(
    `select files -> 0 ->> 'objectId' as "objectId" from packaging_sealed where package_id = $1 and withdrawn_at is null`,
    [packageId],
  );
  if (!row) throw new Error('The package was not sealed.');
  const [file, keyFile] = [join(folder, `PKG-2026-${packageId}.zip.age`), join(folder, 'identity.txt')];
  await writeFile(file, await desk.vault.openObject(desk.db, row.objectId));
  await writeFile(keyFile, `${desk.ageIdentity}\n`);
  return { file, keyFile, bagHash };
}

/** A package released by the reviewer. */
export async function aReleasedPackage(
  desk: Desk,
): Promise<{ readonly packageId: PackageId; readonly bagHash: string }> {
  const sealed = await aSealedPackage(desk);
  await mustBeOk(desk, (tx) => releasePackage(tx, desk, desk.reviewer, sealed));
  return sealed;
}

async function mustBeOk<R extends { readonly kind: string }>(
  desk: Desk,
  act: (tx: Tx) => Promise<Result<unknown, R>>,
): Promise<void> {
  const done = await inTransaction(desk.db, act);
  if (!done.ok) throw new Error(`The act was refused: ${done.refusal.kind}`);
}

/** Reads a bag whose only tag files have this text, as the verifier of a foreign package does. */
export function readBagOf(text: string): unknown {
  const names = ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'tagmanifest-sha512.txt'];
  const tagTexts = new Map(names.map((name) => [name, text]));
  return readBag({ sizes: new Map([...names, 'data/a'].map((name) => [name, text.length])), tagTexts });
}
