export { type DecideLinkRefusal, decideLink } from './commands/decide-link.ts';
export { forgetLinks } from './commands/forget-links.ts';
export { linkReports } from './commands/link-reports.ts';
export { type UndoVerdictRefusal, undoVerdict } from './commands/undo-verdict.ts';
export { type LinkingRouteDeps, linkingRoutes } from './http.ts';
export {
  type ExplainedEdge,
  type ExplainedLink,
  type ExplainLinkRefusal,
  explainLink,
} from './queries/explain-link.ts';
export { linkReasons } from './queries/link-reasons.ts';
export { type SubjectDossier, subjectDossier } from './queries/subject-dossier.ts';
export { subjectIdOf, subjectNumber, subjectOf } from './queries/subject-of.ts';
export type { Edge, Membership, Verdict } from './types.ts';
