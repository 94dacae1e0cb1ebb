import type { Command } from 'commander';
import { explainReport } from '#pipeline/explain-report.ts';
import { withInstance } from '../instance.ts';
import { reportOr } from './report.ts';
import { act, type CommonOptions, withCommonOptions } from './speak.ts';

/** `vigie explain <report>`: its whole road, stage by stage, with times, rule versions and reasons. */
export function registerExplain(program: Command): void {
  withCommonOptions(program.command('explain <report>'))
    .description('the whole road of one report')
    .action((text: string, options: CommonOptions) =>
      act(options, (language) =>
        withInstance(async (instance) => {
          const report = await reportOr(instance, text);
          const explained = await explainReport(instance.db, report);
          return {
            json: explained,
            lines: explained.road.flatMap((step) => [
              [step.at, step.stage.padEnd(18), duration(step.durationMs), step.ruleVersion ?? '', step.result].join(
                '  ',
              ),
              ...step.reasons.map((reason) => `    ${reason[language]}`),
            ]),
          };
        }),
      ),
    );
}

function duration(milliseconds: number | null): string {
  return (milliseconds === null ? '' : `${milliseconds.toFixed(1)} ms`).padStart(10);
}
