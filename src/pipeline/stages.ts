import { signedSize } from '#features/audit';
import { forgetCalls, keepHandOverClocks } from '#features/calls';
import { deliverPackage, retractDisposed, retractPackages, withdrawCopies } from '#features/dispatch';
import { leaveForNext, readTipPdfs, takeInHand } from '#features/intake';
import { certifyDestruction, noteExpungePart, startClocks } from '#features/legal';
import { forgetLinks, linkReports } from '#features/linking';
import { forgetMedia, matchMedia } from '#features/media';
import { draftPackages, emptyPackages, sealPackage } from '#features/packaging';
import { forgetRoutes, proposeRoutes, routeReports } from '#features/routing';
import { forgetTriage, triageReports } from '#features/triage';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { forgetParked, lettingGo, shredAll } from './forget.ts';
import { meetPackageClocksOf } from './meet-package-clocks.ts';
import { opening } from './open-incidents.ts';
import type { Stage } from './stage.ts';

/**
 * The life of a report. Each stage starts from the event before it; stages that only read and write rows go on in one transaction for as
 * long as all is well, and each in its own from where something fails (`run-stage.ts`).
 * Between the lines, people: a report is decided, a package submitted, a seal released — by a person, never by a stage.
 */
export const STAGES = [
  {
    name: 'start-clocks',
    on: 'report.received',
    about: 'report',
    run: async (tx, deps, ids) => {
      await takeInHand(tx, deps.db, ids);
      await startClocks(tx, deps, ids);
    },
  },
  { name: 'match-media', on: 'report.clocked', about: 'report', run: matchMedia },
  // The values that reports share (files, accounts, addresses) stay locked from here to the commit: judging does not prolong it.
  {
    name: 'link-reports',
    on: 'report.matched',
    about: 'report',
    letsGo: true,
    run: async (tx, deps, ids) => {
      await linkReports(tx, deps, ids);
      leaveForNext(tx, deps.db, ids);
    },
  },
  {
    name: 'triage-reports',
    on: 'report.linked',
    about: 'report',
    run: async (tx, deps, ids) => {
      await takeInHand(tx, deps.db, ids);
      await triageReports(tx, deps, ids);
    },
  },
  {
    name: 'propose-routes',
    on: 'report.triaged',
    about: 'report',
    run: (tx, deps, ids) => proposeRoutes(tx, deps, ids),
  },
  {
    name: 'keep-hand-over-clocks',
    on: 'report.triaged',
    about: 'report',
    run: (tx, deps, ids) => keepHandOverClocks(tx, deps, ids),
  },
  // A person decides. Dispositions package and lead-forwarded go on:
  { name: 'route-reports', on: 'report.decided', about: 'report', run: routeReports },
  {
    name: 'keep-hand-over-clocks',
    on: 'report.decided',
    about: 'report',
    run: (tx, deps, ids) => keepHandOverClocks(tx, deps, ids),
  },
  { name: 'draft-packages', on: 'report.routed', about: 'report', run: draftPackages },
  // A person submits.
  {
    name: 'seal-package',
    on: 'package.submitted',
    about: 'package',
    work: 'seal',
    runOne: (db, deps, id) => sealPackage(db, deps, id),
  },
  // A second person releases exactly those bytes.
  {
    name: 'deliver-package',
    on: 'package.released',
    about: 'package',
    work: 'dispatch',
    runOne: (db, deps, id) => deliverPackage(db, deps, id),
  },
  { name: 'meet-package-clocks', on: 'package.delivered', about: 'package', run: meetPackageClocksOf },
  // A new version of a known report starts its new clocks and takes the same road again; its disposition stays a person's.
  { name: 'start-clocks', on: 'report.amended', about: 'report', run: startClocks },
  // A CyberTip came with its PDF: its lines are offered as drafts, a person confirms them.
  {
    name: 'read-tip-pdfs',
    on: 'tip-pdf.received',
    about: 'report',
    runOne: (db, { clock, packages, pdfText }, id) => readTipPdfs(db, { clock, vault: packages.vault, pdfText }, id),
  },
  // Two persons disposed of a report: its content and keys went with their act; every other part lets go, the last one certifies.
  {
    name: 'forget-media',
    on: 'report.expunged',
    about: 'report',
    run: lettingGo('media', (tx, _, ids) => forgetMedia(tx, ids)),
  },
  {
    name: 'forget-links',
    on: 'report.expunged',
    about: 'report',
    run: lettingGo('linking', (tx, _, ids) => forgetLinks(tx, ids)),
  },
  {
    name: 'forget-triage',
    on: 'report.expunged',
    about: 'report',
    run: lettingGo('triage', (tx, _, ids) => forgetTriage(tx, ids)),
  },
  {
    name: 'forget-routes',
    on: 'report.expunged',
    about: 'report',
    run: lettingGo('routing', (tx, _, ids) => forgetRoutes(tx, ids)),
  },
  {
    name: 'forget-calls',
    on: 'report.expunged',
    about: 'report',
    run: lettingGo('calls', (tx, _, ids) => forgetCalls(tx, ids)),
  },
  {
    name: 'empty-packages',
    on: 'report.expunged',
    about: 'report',
    run: lettingGo('packaging', (tx, _, ids) => emptyPackages(tx, ids)),
  },
  { name: 'tell-recipients', on: 'report.expunged', about: 'report', run: lettingGo('dispatch', retractDisposed) },
  { name: 'forget-parked', on: 'report.expunged', about: 'report', run: lettingGo('parked', forgetParked) },
  {
    name: 'remove-files',
    on: 'report.expunged',
    about: 'report',
    runOne: async (db, deps, id) => {
      const removed = await shredAll(db, deps);
      await inTransaction(db, (tx) => noteExpungePart(tx, deps, 'files', [id], removed));
    },
  },
  {
    name: 'certify-destruction',
    on: 'expunge.completed',
    about: 'record',
    work: 'seal',
    runOne: (db, { clock, packages }, id) =>
      certifyDestruction(db, { clock, ...packages, centre: packages.centre.originator.name, treeHead: signedSize }, id),
  },
  // What must not pass unseen opens an incident by itself.
  { name: 'open-incidents-of-recalls', on: 'package.retracted', about: 'package', run: opening('package.retracted') },
  {
    name: 'open-incidents-of-mis-sends',
    on: 'package.sent-wrongly',
    about: 'package',
    run: opening('package.sent-wrongly'),
  },
  {
    name: 'open-incidents-of-misused-access',
    on: 'access.break-glass-misused',
    about: 'record',
    run: opening('access.break-glass-misused'),
  },
  {
    name: 'open-incidents-of-misused-exceptions',
    on: 'urgent-notice.misused',
    about: 'record',
    run: opening('urgent-notice.misused'),
  },
  {
    name: 'open-incidents-of-emergency-access',
    on: 'access.break-glass-overdue',
    about: 'record',
    run: opening('access.break-glass-overdue'),
  },
  {
    name: 'open-incidents-of-exceptions',
    on: 'urgent-notice.review-overdue',
    about: 'record',
    run: opening('urgent-notice.review-overdue'),
  },
  {
    name: 'open-incidents-of-tampering',
    on: 'audit.tamper-found',
    about: 'record',
    run: opening('audit.tamper-found'),
  },
  {
    name: 'open-incidents-of-damage',
    on: 'vault.object-damaged',
    about: 'record',
    run: opening('vault.object-damaged'),
  },
  // A package taken back: what still lies in its recipient's folder is taken out, and whoever holds it is told.
  {
    name: 'withdraw-copies',
    on: 'package.retracted',
    about: 'package',
    work: 'dispatch',
    runOne: (db, deps, id) => withdrawCopies(db, deps, id),
  },
  {
    name: 'withdraw-copies',
    on: 'package.sent-wrongly',
    about: 'package',
    work: 'dispatch',
    runOne: (db, deps, id) => withdrawCopies(db, deps, id),
  },
  { name: 'tell-recipients-of-retraction', on: 'package.retracted', about: 'package', run: retractPackages },
  {
    name: 'tell-recipients-of-mis-send',
    on: 'package.sent-wrongly',
    about: 'package',
    run: retractPackages,
  },
] as const satisfies readonly Stage[];
