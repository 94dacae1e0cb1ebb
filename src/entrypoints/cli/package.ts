import { readFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { PACKAGE_STATES } from '#core/vocabulary.ts';
import { listPackages, packageByNumber, verifyPackage } from '#features/packaging';
import { withInstance } from '../instance.ts';
import {
  act,
  type CommonOptions,
  grantedOr,
  inTransactionOf,
  NO_SUCH_PLACE,
  Refused,
  refusedUnreadable,
  withCommonOptions,
  withPageOptions,
} from './speak.ts';

/** What every command says of a package nobody made. */
export const NO_SUCH_PACKAGE = {
  code: 'not-found',
  message: { en: 'No package has this number.', fr: 'Aucun dossier ne porte ce numéro.' },
};

/** `vigie package list|show|verify`; verify needs no database and no network. */
export function registerPackage(program: Command): void {
  const group = program.command('package').description('investigation packages');
  withPageOptions(group.command('list').description('packages, newest first'))
    .addOption(new Option('--state <state>', 'only in this state').choices(PACKAGE_STATES))
    .action(list);
  withCommonOptions(group.command('show <package>').description('one package with its items')).action(show);
  withCommonOptions(
    group.command('verify <path>').description('check a delivered file or folder, without any database'),
  )
    .option('--key <file>', 'opens .p7m or .age')
    .option('--ca <file>', 'whom to trust as signer')
    .action(verify);
}

function list(options: CommonOptions & { state?: string; limit: number; after?: string }): Promise<void> {
  return act(options, () =>
    withInstance(async ({ db }) => {
      const listed = await listPackages(db, {
        limit: options.limit,
        ...(options.state === undefined ? {} : { state: options.state }),
        ...(options.after === undefined ? {} : { after: options.after }),
      });
      const page = grantedOr(listed, NO_SUCH_PLACE);
      return {
        json: page,
        lines: page.items.map((item) =>
          [item.number, item.state, item.recipient, item.reports.join(','), item.bagHash ?? ''].join('  '),
        ),
      };
    }),
  );
}

function show(number: string, options: CommonOptions): Promise<void> {
  return act(options, () =>
    withInstance(async (instance) => {
      const found = await inTransactionOf(instance, (tx) => packageByNumber(tx, instance.operator, number));
      if (!found) throw new Refused(NO_SUCH_PACKAGE);
      return { json: found, lines: [JSON.stringify(found, null, 2)] };
    }),
  );
}

function verify(path: string, options: CommonOptions & { key?: string; ca?: string }): Promise<void> {
  return act(options, async () => {
    for (const file of [options.key, options.ca])
      if (file !== undefined) await readFile(file).catch(refusedUnreadable(file));
    const verdict = await verifyPackage(path, {
      ...(options.key === undefined ? {} : { keyFile: options.key }),
      ...(options.ca === undefined ? {} : { caFile: options.ca }),
    });
    const signer = verdict.signature.valid ? verdict.signature.signer : '—';
    return {
      json: verdict,
      lines: [
        `${verdict.ok ? '✓' : '✗'} ${verdict.bagHash ?? '—'}  ${signer}`,
        ...verdict.faults.map((fault) => `✗ ${fault.path}: ${fault.kind}`),
        ...verdict.warnings.map((warning) => `! ${String(warning)}`),
      ],
      exitCode: verdict.ok ? 0 : 1,
    };
  });
}
