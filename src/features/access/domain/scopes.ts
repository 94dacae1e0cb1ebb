/** What a machine credential (HTTP Basic) may be for. */
export const CREDENTIAL_SCOPES = ['ispws', 'hashsharing'] as const;
export type CredentialScope = (typeof CREDENTIAL_SCOPES)[number];

/** What a token may be for (interface page, section 3). */
export const TOKEN_SCOPES = [
  'reports:write',
  'notices:write',
  'referrals:write',
  'hashes:read',
  'hashes:write',
  'stats:read',
] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** A user name from a provider's name: lower-case ASCII words and dashes, at most 32 characters, never empty. */
export function userNameStem(provider: string): string {
  const ascii = provider.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const stem = ascii
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 32)
    .replace(/^-+|-+$/g, '');
  return stem || 'provider';
}
