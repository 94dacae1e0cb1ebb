import type { Role, StaffActor } from '#core/actor.ts';
import type { Instant } from '#core/clock.ts';
import type { CredentialId, StaffId } from '#core/ids.ts';
import type { Language } from '#core/locale.ts';

export type { Permission } from '#core/permission.ts';

/** The one refusal of `requirePermission`; outside it looks like "not found". */
export interface NotPermitted {
  readonly kind: 'not-permitted';
}

/** A live sign-in of a person. */
export interface Session {
  readonly actor: StaffActor;
  /** Sent back in `X-CSRF-Token` on every change. */
  readonly csrfToken: string;
  /** The earlier of the idle end (15 min) and the absolute end (12 h). */
  readonly expiresAt: Instant;
  /** Until when the person counts as freshly proven; null when not. */
  readonly stepUpUntil: Instant | null;
}

/** A machine credential as lists show it; the secret is nowhere. */
export interface CredentialEntry {
  readonly id: CredentialId;
  readonly username: string;
  readonly provider: string;
  readonly scope: string;
  readonly createdAt: Instant;
  readonly rotatedAt: Instant | null;
  readonly revokedAt: Instant | null;
  readonly lastUsedAt: Instant | null;
}

/** A credential at the one moment its password is shown. */
export interface NewCredential {
  readonly id: CredentialId;
  readonly username: string;
  readonly password: string;
  readonly provider: string;
  readonly scope: string;
}

/** A token as lists show it. */
export interface TokenEntry {
  readonly id: number;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
  readonly lastUsedAt: Instant | null;
}

/** A token at the one moment it is shown. */
export interface NewToken {
  readonly id: number;
  readonly token: string;
  readonly scopes: readonly string[];
}

/** A member of the staff as screens name them. */
export interface StaffEntry {
  readonly staffId: StaffId;
  readonly name: string;
  readonly language: Language;
  readonly roles: readonly Role[];
  readonly demo: boolean;
}
