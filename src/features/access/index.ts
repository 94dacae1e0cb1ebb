export { lockUnreviewed } from './commands/break-glass.ts';
export { chooseLanguage, ensureStaff } from './commands/ensure-staff.ts';
export {
  createCredential,
  listCredentials,
  type NoSuchCredential,
  revokeCredential,
  rotateCredential,
} from './commands/manage-credentials.ts';
export { createToken, listTokens, type NoSuchToken, revokeToken } from './commands/manage-tokens.ts';
export { requirePermission } from './commands/require-permission.ts';
export { issueSignInLink, type SignedIn, type SignInLink, signIn, signOut } from './commands/sign-in.ts';
export { sweepAccess } from './commands/sweep-access.ts';
export { CREDENTIAL_SCOPES, type CredentialScope, TOKEN_SCOPES, type TokenScope } from './domain/scopes.ts';
export { accessRoutes, signInPlugin } from './http.ts';
export { wallRoutes } from './http-walls.ts';
export { idempotencyStore } from './idempotency.ts';
export { authenticateCaller, type CallerProof } from './queries/authenticate-caller.ts';
export { authenticateCredential, authenticateToken } from './queries/authenticate-machine.ts';
export { sessionOf } from './queries/session-of.ts';
export { staffByIds, staffWithRole } from './queries/staff.ts';
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
