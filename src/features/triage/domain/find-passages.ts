import type { NarrativeText } from './triage-facts.ts';
import type { WordList } from './triage-rules.ts';

/** A passage of a narrative that proposes a danger factor; `start` and `end` count UTF-16 units of the narrative as received. */
export interface Passage {
  readonly factor: string;
  readonly narrativeId: number;
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** The words with their surroundings; empty for a victim's narrative, which is never quoted. */
  readonly passage: string;
}

/** A word list made ready: one pass over a text finds every term. */
export type PassageFinder = (narratives: readonly NarrativeText[]) => readonly Passage[];

// Enough to judge a passage by; more only repeats itself.
const PASSAGES_PER_FACTOR = 3;
const SURROUNDINGS = 48;

/** Builds a finder: accents and case are ignored, whole words only, longest term first. */
export function passageFinder(list: WordList): PassageFinder {
  const factorOf = new Map<string, string>();
  for (const { factor, en, fr } of list.terms) for (const term of [...en, ...fr]) factorOf.set(foldText(term), factor);
  const terms = [...factorOf.keys()].sort((a, b) => b.length - a.length).map(patternOf);
  return (narratives) => {
    const found: Passage[] = [];
    const perFactor = new Map<string, number>();
    for (const narrative of narratives) {
      const folded = foldText(narrative.body);
      // A fresh expression per text: its position is state.
      for (const match of folded.matchAll(new RegExp(`\\b(?:${terms.join('|')})\\b`, 'g'))) {
        const factor = factorOf.get(match[0].replace(/\s+/g, ' ')) ?? '';
        const seen = perFactor.get(factor) ?? 0;
        if (seen >= PASSAGES_PER_FACTOR) continue;
        perFactor.set(factor, seen + 1);
        found.push(passageAt(narrative, factor, match.index, match.index + match[0].length));
      }
    }
    return found;
  };
}

/** Lower case without accents, unit for unit: positions in the result are positions in the text. */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  const base = lower.length === text.length ? lower : [...text.split('')].map(lowerOne).join('');
  return base.replace(/[\u0080-\u024f\u2018\u2019]/g, foldOne);
}

function lowerOne(unit: string): string {
  const lower = unit.toLowerCase();
  return lower.length === 1 ? lower : unit;
}

function foldOne(unit: string): string {
  if (unit === '\u2018' || unit === '\u2019') return "'";
  const plain = unit.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
  return plain.length === 1 ? plain : unit;
}

function patternOf(term: string): string {
  return term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s{1,8}');
}

function passageAt(narrative: NarrativeText, factor: string, start: number, end: number): Passage {
  const { narrativeId, path, body } = narrative;
  const passage = narrative.restricted ? '' : body.slice(Math.max(0, start - SURROUNDINGS), end + SURROUNDINGS);
  return { factor, narrativeId, path, start, end, passage: passage.replace(/\s+/g, ' ').trim() };
}
