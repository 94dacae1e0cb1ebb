import { generateSecret, generateURI, verify } from 'otplib';
import type { Instant } from '#core/clock.ts';
import { SECOND_MS } from '#core/units.ts';

/** SHA-1, six digits, 30 s: what every authenticator app speaks (RFC 6238; security page, 3.1). */
const STEP_S = 30;
/** A code of the step before or after is taken: clocks of phones drift. */
const TOLERANCE_S = STEP_S;

/** A fresh secret of 160 bits in Base32. */
export function newCodeSecret(): string {
  return generateSecret();
}

/** What an authenticator app reads from the QR code. */
export function codeSecretUri(secret: string, name: string): string {
  return generateURI({ issuer: 'Vigie', label: name, secret });
}

/** The 30-second step this code belongs to, or null when it is wrong, too old, or of a step not after `afterStep`. */
export async function stepOfCode(
  secret: string,
  code: string,
  now: Instant,
  afterStep: number,
): Promise<number | null> {
  if (!/^\d{6}$/.test(code)) return null;
  const epoch = Math.floor(Date.parse(now) / SECOND_MS);
  const result = await verify({ secret, token: code, epoch, epochTolerance: TOLERANCE_S });
  if (!result.valid) return null;
  const step = Math.floor(epoch / STEP_S) + ('delta' in result ? result.delta : 0);
  return step > afterStep ? step : null;
}
