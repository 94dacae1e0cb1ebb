import { access } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import type { Instant } from '#core/clock.ts';
import { SOURCES, type Source } from '#core/vocabulary.ts';
import { importPaths } from '#features/intake';
import { withInstance } from '../instance.ts';
import { intakeDeps } from '../wiring.ts';
import { instantOrFromFile, oldCases } from './import-old-cases.ts';
import { act, type CommonOptions, refusedUnreadable, withCommonOptions } from './speak.ts';

interface ImportOptions extends CommonOptions {
  readonly source: Source;
  readonly provider?: string;
  readonly receivedAt?: Instant | 'from-file';
  readonly dates?: string;
}

/** `vigie import`: reports that came as files; the same bytes again store nothing. */
export function registerImport(program: Command): void {
  withCommonOptions(program.command('import <paths...>'))
    .description('receive reports from files or folders')
    .addOption(new Option('--source <source>', 'where they come from').choices(SOURCES).makeOptionMandatory())
    .option('--provider <name>', 'who sent them, where the files do not say')
    .addOption(
      new Option('--received-at <instant>', 'old cases: their original receipt, or from-file').argParser(
        instantOrFromFile,
      ),
    )
    .option('--dates <csv>', 'with from-file: a table file,receivedAt')
    .addOption(new Option('--format <format>', 'the files tell their format').default('auto').choices(['auto']))
    .action((paths: string[], options: ImportOptions) =>
      act(options, async () => {
        for (const path of paths) await access(path).catch(refusedUnreadable(path));
        const { receivedAt } = options;
        if (receivedAt !== undefined) return oldCases(paths, { ...options, receivedAt });
        return withInstance(async (instance) => {
          const result = await importPaths(intakeDeps(instance), instance.operator, paths, {
            source: options.source,
            ...(options.provider === undefined ? {} : { provider: options.provider }),
          });
          const { received, repeated, newVersions, unreadable } = result;
          return {
            json: result,
            lines: [
              `received ${received} · repeated ${repeated} · new versions ${newVersions} · unreadable ${unreadable}`,
            ],
          };
        });
      }),
    );
}
