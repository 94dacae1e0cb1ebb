import { createHash, sign } from 'node:crypto';
import { type Instant, instantOf } from '#core/clock.ts';
import { SECOND_MS } from '#core/units.ts';
import { encodeSignedData, type SignatureFacts, signedAttributes } from './signed-data.ts';
import type { SigningIdentity } from './signing-identity.ts';

/** Signs content: a detached CMS SignedData in DER, SHA-256, opened by `openssl cms -verify -binary -inform DER`. */
export function cmsSign(identity: SigningIdentity, content: Uint8Array, signedAt: Instant): Buffer {
  const facts: SignatureFacts = {
    certificate: identity.certificate,
    contentDigest: createHash('sha256').update(content).digest(),
    signedAt: wholeSecond(signedAt),
  };
  return encodeSignedData(facts, sign('sha256', signedAttributes(facts), identity.key));
}

/** A UTCTime has no fraction of a second. */
function wholeSecond(instant: Instant): Instant {
  return instantOf(new Date(Math.floor(Date.parse(instant) / SECOND_MS) * SECOND_MS));
}
