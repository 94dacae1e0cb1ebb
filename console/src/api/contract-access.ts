/** The shapes of sign-in, people and machine access this console relies on. */

export interface Methods {
  readonly passkey: boolean;
  readonly code: boolean;
  readonly workAccount: boolean;
}

export interface Passkey {
  readonly passkeyId: number;
  readonly name: string;
  readonly rpId: string;
  readonly backedUp: boolean;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

export interface OwnKeys {
  readonly passkeys: readonly Passkey[];
  readonly hasCodes: boolean;
  readonly codesUsedAt: string | null;
  readonly workAccounts: number;
}

export interface CodeSecret {
  readonly challenge: string;
  readonly secret: string;
  readonly uri: string;
}

export interface Person {
  readonly staffId: number;
  readonly name: string;
  readonly language: 'en' | 'fr';
  readonly roles: readonly string[];
  readonly demo: boolean;
  readonly disabledAt: string | null;
  readonly liveSessions: number;
  readonly lastSeenAt: string | null;
  readonly passkeys: readonly Passkey[];
  readonly hasCodes: boolean;
  readonly workAccounts: number;
}

export interface Proposal {
  readonly kind: 'roles' | 'reset';
  readonly id: number;
  readonly act: 'change-roles' | 'reset-keys' | 'link-work-account';
  readonly staffId: number;
  readonly roles: readonly string[];
  readonly proposedBy: number;
  readonly proposedAt: string;
  readonly expiresAt: string;
  readonly mayApprove: boolean;
}

export interface UnlinkedAccount {
  readonly workAccountId: number;
  readonly issuer: string;
  readonly reference: string;
  readonly lastSeenAt: string;
}

export interface People {
  readonly people: readonly Person[];
  readonly proposals: readonly Proposal[];
  readonly unlinkedAccounts: readonly UnlinkedAccount[];
}

export interface Link {
  readonly code: string;
  readonly expiresAt: string;
}

export interface LockOut {
  readonly staffId: number | null;
  readonly name: string | null;
  readonly place: 'device' | 'network';
  readonly failures: number;
  readonly lastFailedAt: string;
  readonly lockedUntil: string | null;
}

export interface SignInSettings {
  readonly workService: {
    readonly issuer: string;
    readonly clientId: string;
    readonly acrValues: readonly string[];
    readonly amrRequired: readonly string[];
    readonly fromInstant: string;
  } | null;
  readonly publicAddress: {
    readonly origin: string | null;
    readonly rpId: string | null;
    readonly certificateHeader: string | null;
    readonly fromInstant: string;
  } | null;
}

export interface Credential {
  readonly id: number;
  readonly username: string;
  readonly provider: string;
  readonly scope: string;
  readonly createdAt: string;
  readonly rotatedAt: string | null;
  readonly revokedAt: string | null;
  readonly lastUsedAt: string | null;
  readonly formerUntil: string | null;
  readonly certificateSha256: string | null;
}

export interface Token {
  readonly id: number;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly revokedAt: string | null;
  readonly lastUsedAt: string | null;
}

export interface MachineAccess {
  readonly credentials: readonly Credential[];
  readonly tokens: readonly Token[];
}

/** What is shown once: a password or a token, with the name that goes with it. */
export interface ShownOnce {
  readonly name: string;
  readonly secret: string;
}
