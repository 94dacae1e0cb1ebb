export { approveAct } from './commands/approve-act.ts';
export { emptyProposals } from './commands/empty-proposals.ts';
export { chooseLanguage, ensureStaff } from './commands/ensure-staff.ts';
export {
  createCredential,
  listCredentials,
  type NoSuchCredential,
  revokeCredential,
  rotateCredential,
} from './commands/manage-credentials.ts';
export { createToken, listTokens, type NoSuchToken, revokeToken } from './commands/manage-tokens.ts';
export { type ProposedAct, type ProposeRefusal, proposeAct } from './commands/propose-act.ts';
export { requirePermission } from './commands/require-permission.ts';
export { issueSignInLink, type SignedIn, type SignInLink, signIn, signOut } from './commands/sign-in.ts';
export { type SecondPersonMissing, type SpentApproval, spendApproval } from './commands/spend-approval.ts';
export { sweepAccess } from './commands/sweep-access.ts';
export type { NoticeFacts } from './commands/urgent-notice.ts';
export { announceOverdueReviews } from './commands/urgent-switch.ts';
export { mayAct } from './domain/may-act.ts';
export type { ContentValue, ProposalContent } from './domain/proposal-content.ts';
export { CREDENTIAL_SCOPES, type CredentialScope, TOKEN_SCOPES, type TokenScope } from './domain/scopes.ts';
export { accessRoutes, signInPlugin } from './http.ts';
export { type ActsByKind, type CarryOut, proposalRoutes } from './http-proposals.ts';
export { urgentActs, urgentRoutes } from './http-urgent.ts';
export { idempotencyStore } from './idempotency.ts';
export { authenticateCaller, type CallerProof } from './queries/authenticate-caller.ts';
export { authenticateCredential, authenticateToken } from './queries/authenticate-machine.ts';
export { sessionOf } from './queries/session-of.ts';
export { staffByIds, staffWithRole } from './queries/staff.ts';
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
