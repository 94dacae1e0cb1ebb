export { apartWords } from './apart-words.ts';
export { type DecideLinkRefusal, decideLink } from './commands/decide-link.ts';
export { forgetLinks } from './commands/forget-links.ts';
export { dissolveBundle, keepApart, leaveBundles } from './commands/leave-bundle.ts';
export { linkReports } from './commands/link-reports.ts';
export { formBundles, type Placed, placeInBundles } from './commands/place-in-bundles.ts';
export { type UndoVerdictRefusal, undoVerdict } from './commands/undo-verdict.ts';
export { bundlePrintOf } from './domain/bundle-print.ts';
export { type LinkingRouteDeps, linkingRoutes } from './http.ts';
export { bundleRoad } from './queries/bundle-road.ts';
export {
  type ExplainedEdge,
  type ExplainedLink,
  type ExplainLinkRefusal,
  explainLink,
} from './queries/explain-link.ts';
export { linkReasons } from './queries/link-reasons.ts';
export { type SubjectDossier, subjectDossier } from './queries/subject-dossier.ts';
export { subjectIdOf, subjectNumber, subjectOf } from './queries/subject-of.ts';
export { BUNDLE_RULES } from './rule-book.ts';
export {
  countMembers,
  countWithBundle,
  endRound,
  findBundleByNumber,
  findBundles,
  findDecidedLike,
  findMemberships,
  findMembersOf,
  hasSuccessor,
  lockBundle,
  lockTogether,
  releaseMembers,
  setBundleState,
} from './store/bundles.ts';
export type { Bundle, BundleCounts, BundleMember, BundlePrint, Edge, Membership, Sighting, Verdict } from './types.ts';
