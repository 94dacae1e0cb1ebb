import { exhaustive } from '#core/exhaustive.ts';
import type { Bilingual } from '#core/locale.ts';
import type { PackageState } from '#core/vocabulary.ts';
import { type MessageValues, say } from '#platform/i18n/say.ts';
import type { ActHindrance } from '../domain/offered-acts.ts';
import type { Obstacle } from '../domain/submission-rules.ts';
import { ITEM_WORDS, MESSAGES, STATE_WORDS } from '../messages.ts';

/** Why an act is not allowed now, in both languages. */
export function hindranceWords(hindrance: ActHindrance, state: PackageState): Bilingual {
  switch (hindrance) {
    case 'not-permitted':
      return MESSAGES.notPermitted;
    case 'own-package':
      return MESSAGES.ownPackage;
    case 'obstacles':
      return MESSAGES.obstacles;
    case 'wrong-state':
      return wrongState(state);
    default:
      return exhaustive(hindrance);
  }
}

/** That an act does not fit the state a package is in. */
export function wrongState(state: PackageState): Bilingual {
  const { en, fr } = STATE_WORDS[state];
  return both(MESSAGES.wrongState, { en: { state: en.toLowerCase() }, fr: { state: fr.toLowerCase() } });
}

/** One obstacle in words: the item, the fact or the key it is about. */
export function obstacleWords(obstacle: Obstacle): Bilingual {
  switch (obstacle.kind) {
    case 'item-undecided': {
      const { item } = obstacle;
      const words = ITEM_WORDS[item];
      return both(MESSAGES.itemUndecided, { en: { item, words: words.en }, fr: { item, words: words.fr } });
    }
    case 'fact-blocked': {
      const id = `${obstacle.target} ${obstacle.targetId}`;
      return both(MESSAGES.factBlocked, { en: { id }, fr: { id } });
    }
    case 'no-live-key':
      return MESSAGES.noLiveKey;
    default:
      return exhaustive(obstacle);
  }
}

function both(message: Bilingual, values: { readonly en: MessageValues; readonly fr: MessageValues }): Bilingual {
  return { en: say(message, 'en', values.en), fr: say(message, 'fr', values.fr) };
}
