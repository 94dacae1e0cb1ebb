import { access } from 'node:fs/promises';
import { InvalidArgumentError } from 'commander';
import { type Instant, parseInstant } from '#core/clock.ts';
import { exhaustive } from '#core/exhaustive.ts';
import type { Source } from '#core/vocabulary.ts';
import { importOldCases, type OldCasesRefusal } from '#features/intake';
import { withInstance } from '../instance.ts';
import { intakeDeps } from '../wiring.ts';
import { type CliRefusal, Refused, refusedUnreadable, type Speech } from './speak.ts';

interface OldCasesOptions {
  readonly source: Source;
  readonly provider?: string;
  readonly receivedAt: Instant | 'from-file';
  readonly dates?: string;
}

/** `vigie import --received-at`: old cases, counted in their own period; what bears no date stays outside and ends with 1. */
export async function oldCases(paths: readonly string[], options: OldCasesOptions): Promise<Speech> {
  const { source, provider, receivedAt, dates } = options;
  if (dates !== undefined) await access(dates).catch(refusedUnreadable(dates));
  return withInstance(async (instance) => {
    const done = await importOldCases(intakeDeps(instance), instance.operator, paths, {
      source,
      receivedAt,
      ...(provider === undefined ? {} : { provider }),
      ...(dates === undefined ? {} : { dates }),
    });
    if (!done.ok) throw new Refused(refusalOf(done.refusal, dates ?? ''));
    const { received, repeated, newVersions, unreadable, left } = done.value;
    const counts = `received ${received} · repeated ${repeated} · new versions ${newVersions} · unreadable ${unreadable}`;
    return {
      json: done.value,
      lines: [`${counts} · left outside ${left.length}`, ...left.map(({ file, reason }) => `≠ ${file}: ${reason}`)],
      exitCode: left.length === 0 ? 0 : 1,
    };
  });
}

/** An instant with its zone, or `from-file`. */
export function instantOrFromFile(text: string): Instant | 'from-file' {
  if (text === 'from-file') return text;
  const at = parseInstant(text);
  if (at === null) throw new InvalidArgumentError('Allowed: from-file, 2019-03-01T14:00:00-05:00.');
  return at;
}

function refusalOf(refusal: OldCasesRefusal, dates: string): CliRefusal {
  switch (refusal.kind) {
    case 'not-permitted':
      return {
        code: refusal.kind,
        message: { en: 'This is not yours to do.', fr: 'Cet acte ne vous revient pas.' },
      };
    case 'no-cut-over':
      return {
        code: refusal.kind,
        message: {
          en: 'No cut-over day is set. An administrator sets it under Former years in the console; only what came before that day keeps its own instant.',
          fr: 'Aucun jour de bascule n’est fixé. Une administratrice ou un administrateur le fixe sous Années antérieures dans la console; seul ce qui est arrivé avant ce jour garde sa propre date.',
        },
      };
    case 'unreadable-dates':
      return {
        code: refusal.kind,
        message: {
          en: `Line ${refusal.line} of ${dates} is not “file,receivedAt” with an instant and its zone, such as 2019-03-01T14:00:00-05:00.`,
          fr: `La ligne ${refusal.line} de ${dates} n’est pas «\u00a0file,receivedAt\u00a0» avec un instant et son fuseau, comme 2019-03-01T14:00:00-05:00.`,
        },
      };
    default:
      return exhaustive(refusal);
  }
}
