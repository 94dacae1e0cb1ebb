export { approveAct } from './commands/approve-act.ts';
export { lockUnreviewed } from './commands/break-glass.ts';
export { emptyProposals } from './commands/empty-proposals.ts';
export { endOutsider } from './commands/end-outsider.ts';
export { chooseLanguage, ensureStaff } from './commands/ensure-staff.ts';
export { inviteAgain, inviteOutsider } from './commands/invite-outsider.ts';
export {
  createCredential,
  listCredentials,
  type NoSuchCredential,
  pinCertificate,
  revokeCredential,
  rotateCredential,
} from './commands/manage-credentials.ts';
export { createToken, listTokens, type NoSuchToken, revokeToken } from './commands/manage-tokens.ts';
export type { SignedIn } from './commands/open-session.ts';
export { type ProposedAct, type ProposeRefusal, proposeAct } from './commands/propose-act.ts';
export { requirePermission } from './commands/require-permission.ts';
export { issueSignInLink, type SignInLink, signIn, signOut } from './commands/sign-in.ts';
export { type SecondPersonMissing, type SpentApproval, spendApproval } from './commands/spend-approval.ts';
export { sweepAccess } from './commands/sweep-access.ts';
export type { NoticeFacts } from './commands/urgent-notice.ts';
export { announceOverdueReviews } from './commands/urgent-switch.ts';
export type { ContentValue, ProposalContent } from './domain/proposal-content.ts';
export { CREDENTIAL_SCOPES, type CredentialScope, TOKEN_SCOPES, type TokenScope } from './domain/scopes.ts';
export { accessRoutes, signInPlugin } from './http.ts';
export type { AccessDeps } from './http-frame.ts';
export { type ActsByKind, type CarryOut, proposalRoutes } from './http-proposals.ts';
export { urgentActs, urgentRoutes } from './http-urgent.ts';
export { wallRoutes } from './http-walls.ts';
export { workAccountPlugin } from './http-work-account.ts';
export { idempotencyStore } from './idempotency.ts';
export {
  askPortalPasskey,
  keepPortalCodes,
  keepPortalPasskey,
  newPortalCodes,
  newPortalPasskey,
  passkeyProofOf,
  portalKeys,
  portalOrigin,
  proveFreshly,
  removePortalPasskey,
  takesPasskeys,
} from './portal-keys.ts';
export {
  enterPortal,
  leavePortal,
  type PortalProof,
  type PortalSession,
  portalSession,
} from './portal-sessions.ts';
export { authenticateCaller, type CallerProof } from './queries/authenticate-caller.ts';
export { authenticateCredential, authenticateToken } from './queries/authenticate-machine.ts';
export { knownByNumber } from './queries/known-by-number.ts';
export { hasEnrolled, whoCanReturn } from './queries/people.ts';
export { presentedCertificate } from './queries/presented-certificate.ts';
export { sessionOf } from './queries/session-of.ts';
export { publicHostName, signInState } from './queries/sign-in-settings.ts';
export { staffByIds, staffWithRole } from './queries/staff.ts';
export { openSealing, type Sealing } from './sealing.ts';
export { turnAway } from './turn-away.ts';
export type {
  CredentialEntry,
  NewCredential,
  NewToken,
  NotPermitted,
  Permission,
  Session,
  StaffEntry,
  TokenEntry,
} from './types.ts';
