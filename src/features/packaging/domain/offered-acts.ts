import type { StaffActor } from '#core/actor.ts';
import type { PackageState } from '#core/vocabulary.ts';
import { PERMISSIONS } from './permissions.ts';
import { RECALLABLE } from './recall.ts';
import { type Hands, hadAHand } from './release-rules.ts';

/** Why an act is offered but not allowed now. */
export type ActHindrance = 'not-permitted' | 'wrong-state' | 'own-package' | 'obstacles';

/** An act on a package as a person sees it: allowed, or hindered by the first thing that stands in its way. */
export interface OfferedAct {
  readonly name: 'put-item' | 'submit' | 'release' | 'return' | 'recall';
  readonly hindrance: ActHindrance | null;
}

interface Offer {
  readonly name: OfferedAct['name'];
  readonly roles: readonly string[];
  readonly inStates: readonly PackageState[];
}

const OFFERS: readonly Offer[] = [
  { name: 'put-item', roles: PERMISSIONS.putItem.roles, inStates: ['draft'] },
  { name: 'submit', roles: PERMISSIONS.submitPackage.roles, inStates: ['draft', 'parked'] },
  { name: 'release', roles: PERMISSIONS.releasePackage.roles, inStates: ['sealed'] },
  { name: 'return', roles: PERMISSIONS.returnPackage.roles, inStates: ['submitted', 'sealed', 'parked'] },
  { name: 'recall', roles: PERMISSIONS.recallPackage.roles, inStates: RECALLABLE },
];

/** What this person may do with a package now, each refusal with its reason; the commands ask the same rules again. */
export function offeredActs(
  person: Pick<StaffActor, 'staffId' | 'roles'> | null,
  of: { readonly state: PackageState; readonly hands: Hands; readonly hasObstacles: boolean },
): readonly OfferedAct[] {
  return OFFERS.map((offer) => ({ name: offer.name, hindrance: hindranceOf(offer, person, of) }));
}

function hindranceOf(
  offer: Offer,
  person: Pick<StaffActor, 'staffId' | 'roles'> | null,
  of: { readonly state: PackageState; readonly hands: Hands; readonly hasObstacles: boolean },
): ActHindrance | null {
  if (!person?.roles.some((role) => offer.roles.includes(role))) return 'not-permitted';
  if (!offer.inStates.includes(of.state)) return 'wrong-state';
  if (offer.name === 'release' && hadAHand(person.staffId, of.hands)) return 'own-package';
  return offer.name === 'submit' && of.hasObstacles ? 'obstacles' : null;
}
