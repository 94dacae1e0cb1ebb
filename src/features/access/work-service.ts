import * as oidc from 'openid-client';
import { type Instant, msBetween } from '#core/clock.ts';
import { MINUTE_MS, SECOND_MS } from '#core/units.ts';
import { openOutbound } from '#platform/outbound/outbound.ts';
import { isLoopback } from './domain/network-of.ts';
import { claimFault, type WorkDemand } from './domain/work-account-claims.ts';

/** An identity service as configured, its secret opened. */
export interface WorkService {
  readonly workServiceId: number;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly acrValues: readonly string[];
  readonly amrRequired: readonly string[];
}

/** What must be remembered between going and coming back; never given to the browser. */
export interface WorkTrip {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
  readonly maxAgeMs: number | null;
}

export type WorkFault = 'unreachable' | 'refused' | 'acr' | 'amr' | 'auth_time';

const TIMEOUT_S = 10;
/** Addresses and keys of the service are asked for again after this long. */
const REMEMBER_MS = 10 * MINUTE_MS;
const remembered = new Map<string, { readonly config: oidc.Configuration; readonly at: Instant }>();

/** Fresh state, nonce and PKCE verifier of one trip, and where to send the browser. */
export async function startTrip(
  service: WorkService,
  redirectUri: string,
  maxAgeMs: number | null,
  now: Instant,
): Promise<{ readonly trip: WorkTrip; readonly url: URL } | null> {
  const config = await configurationOf(service, now);
  if (!config) return null;
  const trip: WorkTrip = {
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
    redirectUri,
    maxAgeMs,
  };
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid',
    state: trip.state,
    nonce: trip.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(trip.verifier),
    code_challenge_method: 'S256',
    ...(service.acrValues.length > 0 ? { acr_values: service.acrValues.join(' ') } : {}),
    ...(maxAgeMs === null ? {} : { max_age: String(maxAgeMs / SECOND_MS), prompt: 'login' }),
  });
  return { trip, url };
}

/** Exchanges the code and checks everything the service asserts; the person as (issuer, subject), or what is wrong. */
export async function finishTrip(
  service: WorkService,
  trip: WorkTrip,
  query: string,
  now: Instant,
): Promise<{ readonly issuer: string; readonly subject: string } | { readonly fault: WorkFault }> {
  const config = await configurationOf(service, now);
  if (!config) return { fault: 'unreachable' };
  const { state: expectedState, nonce: expectedNonce, verifier: pkceCodeVerifier, maxAgeMs } = trip;
  const checks = { expectedState, expectedNonce, pkceCodeVerifier, idTokenExpected: true };
  const maxAge = maxAgeMs === null ? {} : { maxAge: maxAgeMs / SECOND_MS };
  const answer = await oidc
    .authorizationCodeGrant(config, new URL(`${trip.redirectUri}?${query}`), { ...checks, ...maxAge })
    .catch(() => null);
  // iss, aud, nonce, exp and the signature are checked by now; the claims about the proof itself are ours to judge.
  const claims = answer?.claims();
  if (!claims) return { fault: 'refused' };
  const { acrValues, amrRequired } = service;
  const demand: WorkDemand = { acrValues, amrRequired, maxAgeMs };
  const fault = claimFault(claims, demand, now);
  return fault ? { fault } : { issuer: claims.iss, subject: claims.sub };
}

/** Whether an issuer may be configured: TLS, or this machine itself. */
export function isUsableIssuer(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false;
  const url = new URL(issuer);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isHere(url));
}

async function configurationOf(service: WorkService, now: Instant): Promise<oidc.Configuration | null> {
  const key = `${service.workServiceId} ${service.issuer}`;
  const known = remembered.get(key);
  if (known && msBetween(known.at, now) < REMEMBER_MS) return known.config;
  const url = new URL(service.issuer);
  const config = await oidc
    .discovery(
      url,
      service.clientId,
      // The signatures of the tokens are checked even though they come over TLS from the service itself.
      undefined,
      oidc.ClientSecretBasic(service.clientSecret),
      {
        timeout: TIMEOUT_S,
        [oidc.customFetch]: doorTo(url.origin),
        execute: [
          oidc.enableNonRepudiationChecks,
          ...(url.protocol === 'http:' && isHere(url) ? [oidc.allowInsecureRequests] : []),
        ],
      },
    )
    .catch(() => null);
  if (!config) return null;
  const { token_endpoint: tokens, jwks_uri: keys } = config.serverMetadata();
  config[oidc.customFetch] = doorTo(url.origin, [tokens, keys]);
  remembered.set(key, { config, at: now });
  return config;
}

/** To the issuer, which may live in this house, and to what it names for itself elsewhere, which may not: it must not lead us inward. */
function doorTo(issuer: string, named: readonly (string | undefined)[] = []): oidc.CustomFetch {
  const elsewhere = named.flatMap((address = '') => (URL.canParse(address) ? [new URL(address).origin] : []));
  const peers = [
    { name: 'identity-service', origin: issuer, isInside: true },
    ...elsewhere.map((origin) => ({ name: 'named-by-identity-service', origin })),
  ];
  const ask = openOutbound({ peers, maxMs: TIMEOUT_S * SECOND_MS }).fetch;
  return (address, { body = null, ...asked }) => ask(address, { ...asked, body });
}

function isHere(url: URL): boolean {
  return url.hostname === 'localhost' || isLoopback(url.hostname.replace(/^\[|\]$/g, ''));
}
