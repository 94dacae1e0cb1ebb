import type { Clock, Instant } from '#core/clock.ts';
import type { StaffId } from '#core/ids.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import { MINUTE_MS } from '#core/units.ts';
import { record } from '#features/audit';
import { type Db, inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import { FRESH_MS } from '../domain/work-account-claims.ts';
import type { ProofIntent } from '../proofs.ts';
import type { Sealing } from '../sealing.ts';
import { digestOf, newReference } from '../secrets.ts';
import { type ChallengeRow, spendChallenge } from '../store/challenges.ts';
import { findStaff } from '../store/people.ts';
import { endSession } from '../store/sessions.ts';
import { findWorkService, findWorkServiceById, type WorkServiceRow } from '../store/settings.ts';
import { noteWorkAccount } from '../store/work-accounts.ts';
import type { StaffEntry } from '../types.ts';
import { finishTrip, startTrip, type WorkFault, type WorkService, type WorkTrip } from '../work-service.ts';
import { newChallenge } from './ask-passkey.ts';
import { openSession, type SignedIn } from './open-session.ts';
import { provableSession, renewProven } from './prove-session.ts';

export interface TravelDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly sealing: Sealing;
}

/** `unknown-account`: proven to the service, linked to nobody here; the reference is what the person tells an administrator. */
export type TravelRefusal = { readonly intent?: ProofIntent } & (
  | { readonly kind: 'off' | 'no-session' | 'not-asked' }
  | { readonly kind: 'not-proven'; readonly fault: WorkFault }
  | { readonly kind: 'unknown-account'; readonly reference: string }
);

const TRIP_MS = 10 * MINUTE_MS;
const TRIP_CONTEXT = 'trip';

interface SealedTrip extends WorkTrip {
  readonly workServiceId: number;
  readonly token: string;
}

/** Sends a browser to the identity service. Everything that makes the way back trustworthy stays here, sealed. */
export async function departToWorkService(
  deps: TravelDeps,
  asked: {
    readonly intent: ProofIntent;
    /** The cookie that ties the way back to this browser. */
    readonly tripSha256: Buffer;
    /** The session of this browser; empty when there is none. */
    readonly token: string;
    readonly redirectUri: string;
  },
): Promise<Result<URL, TravelRefusal>> {
  const now = deps.clock.now();
  const service = openedService(deps, await findWorkService(deps.db, now));
  if (!service) return refuse({ kind: 'off' });
  const begun = await startTrip(service, asked.redirectUri, asked.intent === 'sign-in' ? null : FRESH_MS, now);
  if (!begun) {
    // A certificate that does not hold, an address that may not be asked, a service that is away: somebody has to see it.
    await inTransaction(deps.db, (tx) => recordBack(tx, { intent: asked.intent, staffId: null }, null, 'unreachable'));
    return refuse({ kind: 'not-proven', fault: 'unreachable' });
  }
  return inTransaction(deps.db, async (tx) => {
    const { intent, token, tripSha256: browserSha256 } = asked;
    const owner = intent === 'sign-in' ? null : await provableSession(tx, deps, token, intent);
    if (owner && !owner.ok) return refuse({ kind: 'no-session' });
    const trip: SealedTrip = { ...begun.trip, workServiceId: service.workServiceId, token };
    const sealedDetail = deps.sealing.seal(JSON.stringify(trip), TRIP_CONTEXT);
    const staffId = owner?.value.person.staffId ?? null;
    const bound = { intent, browserSha256, staffId, sessionSha256: digestOf(token), sealedDetail };
    await newChallenge(tx, deps, bound, TRIP_MS, trip.state);
    return ok(begun.url);
  });
}

/** Takes a browser back: the trip is used up whatever comes of it, the code is exchanged, and the person signed in or proven again. */
export async function returnFromWorkService(
  deps: TravelDeps,
  back: { readonly state: string; readonly query: string; readonly tripSha256: Buffer },
): Promise<
  Result<{ readonly intent: ProofIntent; readonly signedIn: SignedIn; readonly person: StaffEntry }, TravelRefusal>
> {
  const now = deps.clock.now();
  const asked = await inTransaction(deps.db, (tx) => spendChallenge(tx, digestOf(back.state), back.tripSha256, now));
  if (!asked?.sealedDetail || asked.intent === 'enrol') return refuse({ kind: 'not-asked' });
  const { intent } = asked;
  const trip = JSON.parse(deps.sealing.open(asked.sealedDetail, TRIP_CONTEXT)) as SealedTrip;
  const service = openedService(deps, await findWorkServiceById(deps.db, trip.workServiceId));
  if (!service) return refuse({ kind: 'off', intent });
  const account = await finishTrip(service, trip, back.query, now);
  return inTransaction(deps.db, async (tx) => {
    if ('fault' in account) {
      await recordBack(tx, asked, null, account.fault);
      return refuse({ kind: 'not-proven', fault: account.fault, intent });
    }
    const known = await noteWorkAccount(tx, account.issuer, account.subject, newReference(), now);
    const [person] = known.staffId === null ? [] : await findStaff(tx, [known.staffId]);
    if (!person) {
      await recordBack(tx, asked, null, 'unknown-account');
      return refuse({ kind: 'unknown-account', reference: known.reference, intent });
    }
    const signedIn = await arrive(tx, deps, { asked, intent, trip, person, now });
    return signedIn ? ok({ intent, signedIn, person }) : refuse({ kind: 'no-session', intent });
  });
}

interface Arrival {
  readonly asked: ChallengeRow;
  readonly intent: ProofIntent;
  readonly trip: SealedTrip;
  readonly person: StaffEntry;
  readonly now: Instant;
}

async function arrive(tx: Tx, deps: TravelDeps, arrival: Arrival): Promise<SignedIn | null> {
  const { asked, intent, trip, person, now } = arrival;
  if (intent === 'sign-in') {
    await endSession(tx, digestOf(trip.token), now);
    return openSession(tx, person, 'work-account', now);
  }
  const found = await provableSession(tx, deps, trip.token, intent);
  // The session must be the one that asked, and the account that of its person.
  if (!found.ok || asked.staffId !== person.staffId) {
    await recordBack(tx, asked, person.staffId, 'other-person');
    return null;
  }
  return renewProven(tx, deps, { ...found.value, token: trip.token, method: 'work-account', intent });
}

function openedService({ sealing }: TravelDeps, row: WorkServiceRow | null): WorkService | null {
  if (!row?.issuer || !row.clientId || !row.sealedSecret) return null;
  const { workServiceId, issuer, clientId, acrValues, amrRequired } = row;
  const clientSecret = sealing.open(row.sealedSecret, serviceContext(issuer));
  return { workServiceId, issuer, clientId, clientSecret, acrValues, amrRequired };
}

/** The binding of a sealed client secret to its service. */
export function serviceContext(issuer: string): string {
  return `work-service:${issuer}`;
}

async function recordBack(
  tx: Tx,
  asked: Pick<ChallengeRow, 'intent' | 'staffId'>,
  staffId: StaffId | null,
  fault: string,
): Promise<void> {
  await record(tx, {
    actor: { kind: 'anyone' },
    act: asked.intent,
    objectKind: 'staff',
    objectIds: [...new Set([asked.staffId, staffId].filter((id) => id !== null))],
    outcome: 'denied',
    detail: { method: 'work-account', fault },
  });
}
