import { exhaustive } from '#core/exhaustive.ts';
import type { Bilingual } from '#core/locale.ts';
import { notFound, type RouteAnswer, refused } from '#platform/http/route.ts';
import type { BeginRefusal } from './commands/begin-act.ts';
import type { FirstUseRefusal } from './commands/first-use.ts';
import type { ReleasePackageRefusal } from './commands/release-package.ts';
import type { SubmitRefusal } from './commands/submit-package.ts';
import type { ItemRefusal } from './domain/item-rules.ts';
import { ITEM_REFUSALS, MESSAGES } from './messages.ts';
import { obstacleWords, wrongState } from './queries/hindrance-words.ts';

type Refusal =
  | BeginRefusal
  | FirstUseRefusal
  | SubmitRefusal
  | ReleasePackageRefusal
  | { readonly kind: ItemRefusal }
  | { readonly kind: 'no-such-fact' };

/** A refusal of this slice's commands as the caller sees it. */
export function problemOf(refusal: Refusal): RouteAnswer {
  switch (refusal.kind) {
    // Absent and forbidden look alike; the audit tells them apart.
    case 'not-permitted':
    case 'no-such-package':
      return notFound();
    case 'wrong-state':
      return conflict(refusal.kind, wrongState(refusal.state));
    case 'obstacles':
      return obstaclesProblem(refusal.obstacles.map(obstacleWords));
    case 'own-package':
      return conflict(refusal.kind, MESSAGES.ownPackage);
    case 'other-bag-hash':
      return conflict(refusal.kind, MESSAGES.otherBagHash);
    case 'key-ended':
      return conflict(refusal.kind, MESSAGES.keyEnded);
    case 'contact-unconfirmed':
      return conflict(refusal.kind, MESSAGES.contactUnconfirmed);
    case 'contact-confirmed':
      return conflict(refusal.kind, MESSAGES.contactConfirmed);
    case 'already-proposed':
      return conflict(refusal.kind, MESSAGES.alreadyProposed);
    case 'no-such-fact':
      return conflict(refusal.kind, MESSAGES.noSuchFact);
    case 'reason-missing':
    case 'text-missing':
    case 'always-present':
    case 'nothing-to-show':
      return refused({ status: 422, code: refusal.kind, title: ITEM_REFUSALS[refusal.kind] });
    default:
      return exhaustive(refusal);
  }
}

function conflict(code: string, title: Bilingual): RouteAnswer {
  return refused({ status: 409, code, title });
}

/** Every obstacle after the other: the title is what people read. */
function obstaclesProblem(obstacles: readonly Bilingual[]): RouteAnswer {
  const said = (language: 'en' | 'fr') => {
    const named = obstacles.map((words) => words[language].replace(/\.$/, '')).join('; ');
    return `${MESSAGES.obstacles[language]} ${named}.`;
  };
  return conflict('obstacles', { en: said('en'), fr: said('fr') });
}
