import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUNDLE_RULES } from '../rule-book.ts';
import { type ApartReason, type BundleSignals, reasonsApart } from './keep-apart.ts';

const CALM: BundleSignals = {
  victims: 0,
  ageBands: [],
  senderAlarm: null,
  urgency: 'P4',
  annotations: [],
  dangerFactors: [],
  passages: 0,
  victimsWords: false,
  unseenFile: false,
  unreadable: false,
  judged: false,
  version: 1,
};

const SIGNALS: readonly (readonly [string, Partial<BundleSignals>, ApartReason])[] = [
  ['a victim', { victims: 1 }, 'victim'],
  ['a victim’s words', { victimsWords: true }, 'victim'],
  ['an age band', { ageBands: ['unknown'] }, 'age-band'],
  ['an alarm of the sender', { senderAlarm: 'exigent' }, 'sender-alarm'],
  ['imminence', { urgency: 'P1' }, 'imminent'],
  ['an annotation of the report', { annotations: ['sextortion'] }, 'annotation'],
  ['an annotation of a file', { annotations: ['viral', 'liveStreaming'] }, 'annotation'],
  ['an annotation nobody knows yet', { annotations: ['addedNextYear'] }, 'annotation'],
  ['a danger factor', { dangerFactors: ['linked-reports'] }, 'danger-factor'],
  ['words that propose a factor', { passages: 1 }, 'words'],
  ['a file never seen before', { unseenFile: true }, 'unseen-file'],
  ['a report that cannot be read', { unreadable: true }, 'unreadable'],
  ['a person’s verdict', { judged: true }, 'person'],
  ['a newer version', { version: 2 }, 'new-version'],
];

describe('a report stands apart', () => {
  it.each(SIGNALS)('for %s', (_, signal, reason) => {
    expect(reasonsApart({ ...CALM, ...signal }, BUNDLE_RULES)).toEqual([reason]);
  });

  it('for nothing that only says it is viral, or follows from its incident type', () => {
    const viral = { annotations: ['viral', 'potentialMeme', 'informational'], dangerFactors: ['material-reported'] };
    expect(reasonsApart({ ...CALM, ...viral }, BUNDLE_RULES)).toEqual([]);
  });

  it('with any signal, whatever else is in it and whatever the rules call harmless', () => {
    const anything = fc.record<BundleSignals>({
      victims: fc.nat(3),
      ageBands: fc.array(fc.constantFrom('0-2', '16-17', 'unknown'), { maxLength: 2 }),
      senderAlarm: fc.option(fc.string()),
      urgency: fc.constantFrom('P1', 'P2', 'P3', 'P4', 'informational'),
      annotations: fc.array(fc.string(), { maxLength: 2 }),
      dangerFactors: fc.array(fc.string(), { maxLength: 2 }),
      passages: fc.nat(2),
      victimsWords: fc.boolean(),
      unseenFile: fc.boolean(),
      unreadable: fc.boolean(),
      judged: fc.boolean(),
      version: fc.integer({ min: 1, max: 3 }),
    });
    const rules = fc.record({ names: fc.array(fc.string()), factors: fc.array(fc.string()) });
    fc.assert(
      fc.property(anything, fc.constantFrom(...SIGNALS), rules, (signals, [, signal], { names, factors }) => {
        const harmless = { ...BUNDLE_RULES, harmlessAnnotations: names, factorsOfTheKind: factors };
        const isNamedHarmless =
          (signal.annotations?.every((name) => names.includes(name)) ?? false) ||
          (signal.dangerFactors?.every((code) => factors.includes(code)) ?? false);
        fc.pre(!isNamedHarmless);
        expect(reasonsApart({ ...signals, ...signal }, harmless)).not.toEqual([]);
      }),
    );
  });
});
