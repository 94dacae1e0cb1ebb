import { access } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import type { Instant } from '#core/clock.ts';
import { SOURCES, type Source } from '#core/vocabulary.ts';
import { ADVICE_WORDS, type ImportResult, importPaths } from '#features/intake';
import { isPackage, receivePackage } from '#pipeline/receive-package.ts';
import { type Instance, withInstance } from '../instance.ts';
import { intakeDeps } from '../wiring.ts';
import { instantOrFromFile, oldCases } from './import-old-cases.ts';
import { act, type CommonOptions, refusedUnreadable, withCommonOptions } from './speak.ts';

interface ImportOptions extends CommonOptions {
  readonly source: Source;
  readonly provider?: string;
  readonly key?: string;
  readonly ca?: string;
  readonly receivedAt?: Instant | 'from-file';
  readonly dates?: string;
}

/** `vigie import`: reports that came as files; the same bytes again store nothing. */
export function registerImport(program: Command): void {
  withCommonOptions(program.command('import <paths...>'))
    .description('receive reports from files, folders or zip archives')
    .addOption(new Option('--source <source>', 'where they come from').choices(SOURCES).makeOptionMandatory())
    .option('--provider <name>', 'who sent them, where the files do not say')
    .addOption(
      new Option('--received-at <instant>', 'old cases: their original receipt, or from-file').argParser(
        instantOrFromFile,
      ),
    )
    .option('--dates <csv>', 'with from-file: a table file,receivedAt')
    .addOption(new Option('--format <format>', 'the files tell their format').default('auto').choices(['auto']))
    .option('--key <file>', 'opens packages that came as .p7m or .age')
    .option('--ca <file>', 'whom to trust as signer of packages')
    .action((paths: string[], options: ImportOptions) =>
      act(options, async (language) => {
        const files = [options.key, options.ca].filter((file) => file !== undefined);
        for (const path of [...paths, ...files]) await access(path).catch(refusedUnreadable(path));
        const { receivedAt } = options;
        if (receivedAt !== undefined) return oldCases(paths, { ...options, receivedAt });
        return withInstance(async (instance) => {
          const result = await importAll(instance, paths, options);
          const { received, repeated, newVersions, completed, unreadable } = result;
          return {
            json: result,
            lines: [
              ...result.items.flatMap(({ file, report, advice }) =>
                advice.map((code) => `${report}  ${file}: ${ADVICE_WORDS[code][language]}`),
              ),
              `received ${received} · repeated ${repeated} · new versions ${newVersions} · completed ${completed} · unreadable ${unreadable}`,
            ],
          };
        });
      }),
    );
}

/** Packages of other houses and reports, each by its own road, counted together. */
async function importAll(instance: Instance, paths: readonly string[], options: ImportOptions): Promise<ImportResult> {
  const deps = intakeDeps(instance);
  const packages: string[] = [];
  for (const path of paths) if (await isPackage(path)) packages.push(path);
  const result = await importPaths(
    deps,
    instance.operator,
    paths.filter((path) => !packages.includes(path)),
    {
      source: options.source,
      ...(options.provider === undefined ? {} : { provider: options.provider }),
    },
  );
  const results = [result];
  for (const file of packages) {
    results.push(
      await receivePackage(deps, instance.operator, file, {
        source: options.source,
        channel: 'file',
        sender: options.provider ?? null,
        ...(options.key === undefined ? {} : { keyFile: options.key }),
        ...(options.ca === undefined ? {} : { caFile: options.ca }),
      }),
    );
  }
  const sum = (count: 'received' | 'repeated' | 'newVersions' | 'completed' | 'unreadable') =>
    results.reduce((total, one) => total + one[count], 0);
  return {
    received: sum('received'),
    repeated: sum('repeated'),
    newVersions: sum('newVersions'),
    completed: sum('completed'),
    unreadable: sum('unreadable'),
    items: results.flatMap(({ items }) => items),
  };
}
