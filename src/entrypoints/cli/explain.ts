import type { Command } from 'commander';
import type { Language } from '#core/locale.ts';
import { type ExplainedEdge, explainLink } from '#features/linking';
import { explainReport } from '#pipeline/explain-report.ts';
import { withInstance } from '../instance.ts';
import { reportOr } from './report.ts';
import { act, type CommonOptions, inTransactionOf, Refused, withCommonOptions } from './speak.ts';

/** `vigie explain <report>`: its whole road, stage by stage, with times, rule versions and reasons; `explain link <a> <b>`: one link. */
export function registerExplain(program: Command): void {
  const explain = withCommonOptions(program.command('explain <report>'))
    .enablePositionalOptions()
    .description('the whole road of one report')
    .action(road);
  withCommonOptions(explain.command('link <a> <b>'))
    .description('why two reports are linked, part by part')
    .action(link);
}

function road(text: string, options: CommonOptions): Promise<void> {
  return act(options, (language) =>
    withInstance(async (instance) => {
      const report = await reportOr(instance, text);
      const explained = await explainReport(instance.db, report);
      return {
        json: explained,
        lines: explained.road.flatMap((step) => [
          [step.at, step.stage.padEnd(18), duration(step.durationMs), step.ruleVersion ?? '', step.result].join('  '),
          ...step.reasons.map((reason) => `    ${reason[language]}`),
        ]),
      };
    }),
  );
}

function duration(milliseconds: number | null): string {
  return (milliseconds === null ? '' : `${milliseconds.toFixed(1)} ms`).padStart(10);
}

function link(one: string, other: string, options: CommonOptions): Promise<void> {
  return act(options, (language) =>
    withInstance(async (instance) => {
      const [a, b] = [await reportOr(instance, one), await reportOr(instance, other)];
      const explained = await inTransactionOf(instance, (tx) =>
        explainLink(tx, instance.operator, [a.reportId, b.reportId]),
      );
      if (!explained.ok) throw new Refused(notLinked(a.number, b.number));
      const heading = `${a.number} – ${b.number}`;
      const tables = explained.value.edges.flatMap((edge) => ['', ...tableOf(edge, language)]);
      return { json: explained.value, lines: [heading, ...tables] };
    }),
  );
}

function notLinked(a: string, b: string) {
  return {
    code: 'not-linked',
    message: {
      en: `No link joins ${a} and ${b} directly. Reports of one subject may be joined by way of a third: vigie explain ${a} names its links.`,
      fr: `Aucun lien ne joint directement ${a} et ${b}. Des signalements d’un même sujet peuvent l’être par un troisième\u00a0: vigie explain ${a} nomme ses liens.`,
    },
  };
}

const WORDS = {
  link: { en: 'link', fr: 'lien' },
  prior: { en: 'prior', fr: 'a priori' },
  weight: { en: 'weight', fr: 'poids' },
} as const;

/** One line for each part, and under them their sum: the weights are steps of 1/1024, so that three decimals show where they differ. */
function tableOf({ kind, verdict, prior, parts, weight, model }: ExplainedEdge, language: Language): readonly string[] {
  const row = (name: string, level: string, bits: number) =>
    `  ${name.padEnd(14)}  ${level.padEnd(14)}  ${asBits(bits, language).padStart(9)}`;
  return [
    `${WORDS.link[language]} ${kind} (${verdict}, ${model})`,
    row(WORDS.prior[language], '', prior),
    ...parts.map((part) => row(part.comparison, part.level, part.weight)),
    row(WORDS.weight[language], '', weight),
  ];
}

function asBits(bits: number, language: Language): string {
  const options = { minimumFractionDigits: 3, maximumFractionDigits: 3, signDisplay: 'negative' } as const;
  return bits.toLocaleString(`${language}-CA`, options);
}
