import { access } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { SOURCES, type Source } from '#core/vocabulary.ts';
import { importPaths } from '#features/intake';
import { withInstance } from '../instance.ts';
import { intakeDeps } from '../wiring.ts';
import { act, type CommonOptions, refusedUnreadable, withCommonOptions } from './speak.ts';

interface ImportOptions extends CommonOptions {
  readonly source: Source;
  readonly provider?: string;
}

/** `vigie import`: reports that came as files; the same bytes again store nothing. */
export function registerImport(program: Command): void {
  withCommonOptions(program.command('import <paths...>'))
    .description('receive reports from files, folders or zip archives')
    .addOption(new Option('--source <source>', 'where they come from').choices(SOURCES).makeOptionMandatory())
    .option('--provider <name>', 'who sent them, where the files do not say')
    .addOption(new Option('--format <format>', 'the files tell their format').default('auto').choices(['auto']))
    .action((paths: string[], options: ImportOptions) =>
      act(options, async () => {
        for (const path of paths) await access(path).catch(refusedUnreadable(path));
        return withInstance(async (instance) => {
          const result = await importPaths(intakeDeps(instance), instance.operator, paths, {
            source: options.source,
            ...(options.provider === undefined ? {} : { provider: options.provider }),
          });
          const { received, repeated, newVersions, completed, unreadable } = result;
          return {
            json: result,
            lines: [
              `received ${received} · repeated ${repeated} · new versions ${newVersions} · completed ${completed} · unreadable ${unreadable}`,
            ],
          };
        });
      }),
    );
}
