import { type Command, Option } from 'commander';
import { createCredential, listCredentials, revokeCredential, rotateCredential } from '#features/access';
import { type Instance, withInstance } from '../instance.ts';
import {
  act,
  type CommonOptions,
  grantedOr,
  idOr,
  inTransactionOf,
  withCommonOptions,
  withPageOptions,
} from './speak.ts';

const NO_SUCH = {
  code: 'not-found',
  message: { en: 'No credential has this number.', fr: 'Aucun identifiant d’accès ne porte ce numéro.' },
};

const ONCE = {
  en: 'The password is shown this once and kept nowhere.',
  fr: 'Le mot de passe s’affiche cette seule fois et n’est conservé nulle part.',
};

/** `vigie credential create|list|rotate|revoke`: what a provider's machine signs in with. */
export function registerCredential(program: Command): void {
  const group = program.command('credential').description('machine credentials of providers');
  withCommonOptions(group.command('create').description('a new credential; its password is shown once'))
    .requiredOption('--provider <name>', 'the provider that will report')
    .addOption(new Option('--scope <scope>', 'what it opens').choices(['ispws']).makeOptionMandatory())
    .action(create);
  withPageOptions(group.command('list').description('credentials, newest first')).action(list);
  withCommonOptions(group.command('rotate <id>').description('a new password for a credential')).action(rotate);
  withCommonOptions(group.command('revoke <id>').description('end a credential')).action(revoke);
}

function create(options: CommonOptions & { provider: string }): Promise<void> {
  return act(options, (language) =>
    withInstance(async (instance) => {
      const made = await inTransactionOf(instance, (tx) =>
        createCredential(tx, instance, instance.operator, { provider: options.provider, scope: 'ispws' }),
      );
      const credential = grantedOr(made, NO_SUCH);
      return {
        json: credential,
        lines: [`username ${credential.username}`, `password ${credential.password}`, ONCE[language]],
      };
    }),
  );
}

function list(options: CommonOptions & { limit: number; after?: string }): Promise<void> {
  return act(options, () =>
    withInstance(async (instance) => {
      const page = { limit: options.limit, before: options.after ? idOr(options.after, NO_SUCH) : null };
      const listed = await inTransactionOf(instance, (tx) => listCredentials(tx, instance.operator, page));
      const items = grantedOr(listed, NO_SUCH);
      const next = items.length === page.limit ? String(items.at(-1)?.id) : null;
      return {
        json: { items, next },
        lines: items.map((item) =>
          [item.id, item.username, item.provider, item.scope, item.revokedAt ?? item.lastUsedAt ?? '—'].join('  '),
        ),
      };
    }),
  );
}

function rotate(id: string, options: CommonOptions): Promise<void> {
  return act(options, (language) =>
    withInstance(async (instance) => {
      const made = await inTransactionOf(instance, (tx) =>
        rotateCredential(tx, instance, instance.operator, idOr(id, NO_SUCH)),
      );
      const credential = grantedOr(made, NO_SUCH);
      return {
        json: credential,
        lines: [`username ${credential.username}`, `password ${credential.password}`, ONCE[language]],
      };
    }),
  );
}

function revoke(id: string, options: CommonOptions): Promise<void> {
  return act(options, (language) => withInstance((instance: Instance) => revokeOne(instance, id, language)));
}

async function revokeOne(instance: Instance, id: string, language: 'en' | 'fr') {
  const done = await inTransactionOf(instance, (tx) =>
    revokeCredential(tx, instance, instance.operator, idOr(id, NO_SUCH)),
  );
  const entry = grantedOr(done, NO_SUCH);
  const words = { en: `Credential ${id} is revoked.`, fr: `L’identifiant d’accès ${id} est révoqué.` };
  return { json: entry, lines: [words[language]] };
}
