import type { BundleRules } from './bundle-rules.ts';

/** Why a report stands outside every bundle. */
export const APART_REASONS = [
  'victim',
  'age-band',
  'sender-alarm',
  'imminent',
  'annotation',
  'danger-factor',
  'words',
  'unseen-file',
  'unreadable',
  'person',
  'new-version',
  'compartment',
  'new-link',
  'news',
  'in-hands',
  'decided-alone',
  'taken-out',
  'dissolved',
] as const;
export type ApartReason = (typeof APART_REASONS)[number];

/** Everything in a report that speaks of a child, of danger, or of a person who has already looked. */
export interface BundleSignals {
  readonly victims: number;
  readonly ageBands: readonly string[];
  readonly senderAlarm: string | null;
  readonly urgency: string;
  /** Of the report and of its files, by schema name. */
  readonly annotations: readonly string[];
  /** Codes of the danger factors that apply and weigh. */
  readonly dangerFactors: readonly string[];
  /** Passages that propose a danger factor, whatever a person said of them. */
  readonly passages: number;
  /** A victim's narrative is among its texts. */
  readonly victimsWords: boolean;
  readonly unseenFile: boolean;
  readonly unreadable: boolean;
  /** A person judged a factor or set the urgency. */
  readonly judged: boolean;
  readonly version: number;
}

/** Why this report may never be decided among others; empty = it may. The rules can name what is harmless, never what is dangerous. */
export function reasonsApart(signals: BundleSignals, rules: BundleRules): readonly ApartReason[] {
  const tests: readonly (readonly [ApartReason, boolean])[] = [
    ['victim', signals.victims > 0 || signals.victimsWords],
    ['age-band', signals.ageBands.length > 0],
    ['sender-alarm', signals.senderAlarm !== null],
    ['imminent', signals.urgency === 'P1'],
    ['annotation', signals.annotations.some((name) => !rules.harmlessAnnotations.includes(name))],
    ['danger-factor', signals.dangerFactors.some((code) => !rules.factorsOfTheKind.includes(code))],
    ['words', signals.passages > 0],
    ['unseen-file', signals.unseenFile],
    ['unreadable', signals.unreadable],
    ['person', signals.judged],
    ['new-version', signals.version > 1],
  ];
  return tests.filter(([, applies]) => applies).map(([reason]) => reason);
}
