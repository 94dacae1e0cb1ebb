import type { Command } from 'commander';
import { SOURCES, type Source } from '#core/vocabulary.ts';
import { importPaths } from '#features/intake';
import { withInstance } from '../instance.ts';
import { intakeDeps } from '../wiring.ts';
import { act, type CommonOptions, Refused, withCommonOptions } from './speak.ts';

interface ImportOptions extends CommonOptions {
  readonly source: string;
  readonly provider?: string;
}

/** `vigie import`: reports that came as files; the same bytes again store nothing. */
export function registerImport(program: Command): void {
  withCommonOptions(program.command('import <paths...>'))
    .description('receive reports from files or folders')
    .requiredOption('--source <source>', SOURCES.join(' '))
    .option('--provider <name>', 'who sent them, where the files do not say')
    .action((paths: string[], options: ImportOptions) =>
      act(options, () =>
        withInstance(async (instance) => {
          const result = await importPaths(intakeDeps(instance), instance.operator, paths, {
            source: sourceOf(options.source),
            ...(options.provider === undefined ? {} : { provider: options.provider }),
          });
          const { received, repeated, newVersions, unreadable } = result;
          return {
            json: result,
            lines: [
              `received ${received} · repeated ${repeated} · new versions ${newVersions} · unreadable ${unreadable}`,
            ],
          };
        }),
      ),
    );
}

function sourceOf(text: string): Source {
  const source = SOURCES.find((one) => one === text);
  if (source) return source;
  throw new Refused({
    code: 'unknown-source',
    message: { en: `Sources: ${SOURCES.join(', ')}.`, fr: `Sources : ${SOURCES.join(', ')}.` },
  });
}
