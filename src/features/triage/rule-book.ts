import rules1 from '../../../reference/triage/rules-1.json' with { type: 'json' };
import words1 from '../../../reference/triage/word-list-1.json' with { type: 'json' };
import { passageFinder } from './domain/find-passages.ts';
import type { TriageRules, WordList } from './domain/triage-rules.ts';

// Every version ever used stays: an old score is explained by the rules it was made with.
const VERSIONS: readonly TriageRules[] = [rules1 as TriageRules];

/** The rules in force. */
export const TRIAGE_RULES: TriageRules = rules1 as TriageRules;

/** The word list in force. */
export const WORD_LIST: WordList = words1;

/** Finds the passages that propose a danger factor, by the word list in force. */
export const findPassages = passageFinder(WORD_LIST);

/** The rules a stored score was made with; the current ones for a version this build does not know. */
export function rulesOf(version: string): TriageRules {
  return VERSIONS.find((rules) => rules.version === version) ?? TRIAGE_RULES;
}
