import { join } from 'node:path';
import type { ObjectId } from '#core/ids.ts';
import type { Bilingual } from '#core/locale.ts';
import {
  announceOverdueReviews,
  lockUnreviewed,
  type NoticeFacts,
  openSealing,
  type Sealing,
  sweepAccess,
} from '#features/access';
import { raiseSilence, sequenceEntries, verifyDaily } from '#features/audit';
import { keepHandOverClocks } from '#features/calls';
import { type DeliveryTools, fileDelivery } from '#features/dispatch';
import {
  closeStaleUnfinished,
  type DoorDeps,
  type IntakeDeps,
  openDoorSpool,
  resolveReport,
  sweepDrafts,
} from '#features/intake';
import { type DisposalPorts, noticeTermsAt } from '#features/legal';
import { subjectIdOf } from '#features/linking';
import {
  openPackageTools,
  type PackageTools,
  packageIdOf,
  packagesHolding,
  readCentre,
  type UnusableCentre,
} from '#features/packaging';
import { agencyByCode, isUnconfirmedAbroad, openPlaceFinder, type PlaceFinder } from '#features/routing';
import { reconcileLedger } from '#features/stats';
import { announceDueDecisions, expireLeases, openInQueue, queueLevels } from '#features/triage';
import { adoptDirectWraps } from '#features/vault';
import { KINDS_OF_WORK, type KindOfWork, type StageDeps } from '#pipeline/stage.ts';
import { type Rounds, startWorker, subscribeStages, type Worker, type WorkerShare } from '#pipeline/worker.ts';
import { openPdfText, type PdfText } from '#platform/decoder/pdf-text.ts';
import { inTransaction, type Queryable, type Tx } from '#platform/postgres/transaction.ts';
import { Refused } from './cli/speak.ts';
import type { Instance } from './instance.ts';
import { readMailKeys } from './mail-keys.ts';

/** The adapters that stages and routes need beside the database. */
export interface Tools {
  readonly places: PlaceFinder;
  readonly packages: PackageTools;
  readonly delivery: DeliveryTools;
  readonly pdfText: PdfText;
  /** Seals secrets of sign-in with a key outside the database. */
  readonly sealing: Sealing;
}

/** Opens what reads places, builds packages and delivers files. */
export async function openTools(instance: Instance): Promise<Tools> {
  const { dataDir } = instance.settings;
  const centre = await readCentre(join(dataDir, 'operator', 'centre.json'));
  if (!centre.ok) throw new Refused({ code: centre.refusal.kind, message: unusableCentre(centre.refusal) });
  const [places, packages, sealing] = await Promise.all([
    openPlaceFinder({ operatorFolder: join(dataDir, 'operator') }),
    openPackageTools({
      vault: instance.vault,
      keysDir: join(dataDir, 'keys'),
      workDir: join(dataDir, 'run', 'packages'),
      centre: centre.value,
    }),
    openSealing(join(dataDir, 'keys'), instance.db),
  ]);
  return {
    places,
    packages,
    sealing,
    pdfText: openPdfText(),
    delivery: fileDelivery({ vault: instance.vault, spoolDir: join(dataDir, 'spool', 'out') }),
  };
}

function unusableCentre({ path, field }: UnusableCentre): Bilingual {
  const where = field === null ? '' : `: ${field}`;
  return {
    en: `${path} cannot be used${where}. It is JSON with any of contactName, phone and email, as packages shall name them.`,
    fr: `${path} est inutilisable${where === '' ? '' : `\u00a0${where}`}. C’est du JSON avec contactName, phone et email au choix, comme les dossiers doivent les nommer.`,
  };
}

/** What intake is given: the provisional row of the queue is born in the receipt's own transaction. */
export function intakeDeps(instance: Instance): IntakeDeps {
  const { db, vault, clock, log } = instance;
  return {
    db,
    vault,
    clock,
    log,
    operatorDir: join(instance.settings.dataDir, 'operator'),
    onReceived: async (tx, reports) => {
      await openInQueue(tx, { clock }, reports);
      // An alarm starts the clocks of a hand-over at once: they wait for no stage.
      const alarmed = reports.filter(({ senderAlarm }) => senderAlarm !== null);
      const [first, later] = [
        alarmed.filter(({ version }) => version === 1),
        alarmed.filter(({ version }) => version > 1),
      ];
      await keepHandOverClocks(tx, { clock }, first.map(idOf));
      await keepHandOverClocks(tx, { clock }, later.map(idOf), clock.now());
    },
    pdfText: openPdfText(),
    noticeTerms: noticeTermsAt,
    mailKeys: () => readMailKeys(join(instance.settings.dataDir, 'keys')),
  };
}

/** The same with the spool of this data folder: what the doors for machines and the watched folder are given. */
export function doorDeps(instance: Instance): DoorDeps {
  return { ...intakeDeps(instance), spool: openDoorSpool(join(instance.settings.dataDir, 'spool', 'in')) };
}

function idOf({ reportId }: { readonly reportId: number }): number {
  return reportId;
}

const IMMINENT_LEVEL = 1;

/** What the rule of urgent notices asks of slices that stand below access. */
export const noticeFacts: NoticeFacts = async (q, { report, agency }) => {
  const [head, service] = [await resolveReport(q, report), await agencyByCode(q, agency)];
  if (head === null || service === null) return null;
  const levels = await queueLevels(q, [head.reportId]);
  return {
    reportId: head.reportId,
    isImminent: levels.get(head.reportId) === IMMINENT_LEVEL,
    isRecipientVerified: service.contactVerifiedOn !== null && !isUnconfirmedAbroad(service),
  };
};

/** What disposal asks of slices below legal. */
export function disposalPorts({ vault }: Pick<Instance, 'vault'>): DisposalPorts {
  return {
    packagesHolding,
    targetId: async (q, scope, number) => (scope === 'package' ? packageIdOf(q, number) : subjectIdOf(q, number)),
    vault,
  };
}

/** Starts taking queued work for this instance. */
export async function startStageWorker(instance: Instance, share: WorkerShare, tools?: Tools): Promise<Worker> {
  const { db, clock, log } = instance;
  const deps: StageDeps = { db, clock, log, ...(tools ?? (await openTools(instance))) };
  await inTransaction(db, subscribeStages);
  return startWorker(deps, roundsOf(instance, share.only ?? KINDS_OF_WORK), share);
}

/** What a clock starts, by kind of work: the audit log is sequenced where the keys that sign are. */
function roundsOf(instance: Instance, kinds: readonly KindOfWork[]): Rounds {
  const { db, vault, clock, log } = instance;
  const sequence = (tx: Tx) => sequenceEntries(tx, { clock, audit: instance.audit });
  const sequenced = kinds.includes('seal') ? [sequence] : [];
  if (!kinds.includes('stages'))
    return { everySecond: sequenced, everyMinute: [], besideEveryMinute: [], everyHour: [] };
  return {
    everySecond: [(tx) => announceDueDecisions(tx, { clock }), ...sequenced],
    everyMinute: [
      (tx) => closeStaleUnfinished(tx, intakeDeps(instance)),
      (tx) => expireLeases(tx, { clock }),
      (tx) => sweepAccess(tx, { clock }),
      (tx) => lockUnreviewed(tx, { clock }),
      (tx) => announceOverdueReviews(tx, { clock }),
      (tx) => raiseSilence(tx, { clock }),
      (tx) => vault.shredExpunged(tx, { clock }),
    ],
    besideEveryMinute: [() => vault.scrub(db, { clock, log }, 'paced')],
    everyHour: [
      () => adoptDirectWraps(db, { clock, vault }),
      () => vault.sweepOrphans(db, { clock }),
      () => sweepDrafts({ db, clock, vault }),
      () => reconcileLedger(db, { clock, log }),
      () => verifyDaily(db, { clock, verify: { audit: instance.audit, checkObject: checkObjectOf(vault) } }),
    ],
  };
}

/** The trail stands under the vault and may not ask it; the wiring knows both. */
export function checkObjectOf(vault: Instance['vault']) {
  return async (q: Queryable, objectId: string): Promise<string | null> => {
    const found = await vault.verifyObject(q, objectId as ObjectId);
    return found.ok ? null : found.fault;
  };
}
