import type { Command } from 'commander';
import { acknowledge, listDeliveries, retryDelivery, waitingPackages } from '#features/dispatch';
import { packageIdOf } from '#features/packaging';
import { type Instance, withInstance } from '../instance.ts';
import { openTools } from '../wiring.ts';
import { NO_SUCH_PACKAGE } from './package.ts';
import {
  act,
  type CommonOptions,
  grantedOr,
  inTransactionOf,
  NO_SUCH_PLACE,
  Refused,
  withCommonOptions,
  withPageOptions,
} from './speak.ts';

/** `vigie dispatch list|run|retry|ack`: what is on its way, and what came back. */
export function registerDispatch(program: Command): void {
  const group = program.command('dispatch').description('deliveries and receipts');
  withPageOptions(group.command('list').description('deliveries, newest first'))
    .option('--state <state>', 'only in this state')
    .action(list);
  withCommonOptions(group.command('run')).description('send what waits, now').action(run);
  withCommonOptions(group.command('retry <package>').description('try one delivery again')).action(retry);
  withCommonOptions(group.command('ack <package>').description('record the recipient’s receipt'))
    .requiredOption('--bag-hash <hex>', 'what the recipient computed')
    .requiredOption('--by <text>', 'who said so')
    .action(ack);
}

function list(options: CommonOptions & { state?: string; limit: number; after?: string }): Promise<void> {
  return act(options, () =>
    withInstance(async ({ db }) => {
      const listed = await listDeliveries(db, {
        limit: options.limit,
        ...(options.state === undefined ? {} : { state: options.state }),
        ...(options.after === undefined ? {} : { after: options.after }),
      });
      const page = grantedOr(listed, NO_SUCH_PLACE);
      return {
        json: page,
        lines: page.items.map((item) =>
          [item.package, item.recipient, item.channel, item.state, item.attempts, item.lastError ?? ''].join('  '),
        ),
      };
    }),
  );
}

function run(options: CommonOptions): Promise<void> {
  return act(options, () =>
    withInstance(async (instance) => {
      const { delivery } = await openTools(instance);
      const waiting = await waitingPackages(instance.db);
      for (const packageId of waiting)
        await retryDelivery(instance.db, { ...instance, delivery }, instance.operator, packageId);
      return { json: { tried: waiting.length }, lines: [String(waiting.length)] };
    }),
  );
}

function retry(number: string, options: CommonOptions): Promise<void> {
  return act(options, () =>
    withInstance(async (instance) => {
      const { delivery } = await openTools(instance);
      const packageId = await packageOr(instance, number);
      const done = await retryDelivery(instance.db, { ...instance, delivery }, instance.operator, packageId);
      if (!done.ok) throw new Refused({ code: done.refusal.kind, message: NOT_WAITING });
      return { json: { package: number, state: done.value.state }, lines: [`${number}  ${done.value.state}`] };
    }),
  );
}

const NOT_WAITING = {
  en: 'This package has no delivery that can be tried again.',
  fr: 'Ce dossier n’a aucun envoi à reprendre.',
};

const WRONG_HASH = {
  en: 'The bag hash is not the one of what was delivered, or nothing was delivered yet.',
  fr: 'L’empreinte n’est pas celle de ce qui a été remis, ou rien n’a encore été remis.',
};

function ack(number: string, options: CommonOptions & { bagHash: string; by: string }): Promise<void> {
  return act(options, () =>
    withInstance(async (instance) => {
      const packageId = await packageOr(instance, number);
      const receipt = { bagHash: options.bagHash, by: options.by };
      const done = await inTransactionOf(instance, (tx) =>
        acknowledge(tx, instance, instance.operator, packageId, receipt),
      );
      if (!done.ok) throw new Refused({ code: done.refusal.kind, message: WRONG_HASH });
      return { json: { package: number, state: 'acknowledged' }, lines: [`${number}  acknowledged`] };
    }),
  );
}

async function packageOr(instance: Instance, number: string) {
  const packageId = await packageIdOf(instance.db, number);
  if (packageId === null) throw new Refused(NO_SUCH_PACKAGE);
  return packageId;
}
