import { type Command, Option } from 'commander';
import { createToken, listTokens, revokeToken, TOKEN_SCOPES, type TokenScope } from '#features/access';
import { withInstance } from '../instance.ts';
import {
  act,
  type CommonOptions,
  grantedOr,
  idOr,
  inTransactionOf,
  NO_SUCH_PLACE,
  someOf,
  withCommonOptions,
  withPageOptions,
} from './speak.ts';

const NO_SUCH = {
  code: 'not-found',
  message: { en: 'No token has this number.', fr: 'Aucun jeton ne porte ce numéro.' },
};

/** `vigie token create|list|revoke`: bearer tokens for the API, by scope. */
export function registerToken(program: Command): void {
  const group = program.command('token').description('API tokens');
  const scope = new Option('--scope <scope...>', 'what it opens').choices(TOKEN_SCOPES).argParser(someOf(TOKEN_SCOPES));
  withCommonOptions(group.command('create').description('a new token; it is shown once'))
    .requiredOption('--name <name>', 'what the token is for')
    .addOption(scope.makeOptionMandatory())
    .action(create);
  withPageOptions(group.command('list').description('tokens, newest first')).action(list);
  withCommonOptions(group.command('revoke <id>').description('end a token')).action(revoke);
}

function create(options: CommonOptions & { name: string; scope: readonly TokenScope[] }): Promise<void> {
  return act(options, () =>
    withInstance(async (instance) => {
      const made = await inTransactionOf(instance, (tx) =>
        createToken(tx, instance, instance.operator, { name: options.name, scopes: options.scope }),
      );
      const token = grantedOr(made, NO_SUCH);
      return { json: token, lines: [`token ${token.token}`] };
    }),
  );
}

function list(options: CommonOptions & { limit: number; after?: string }): Promise<void> {
  return act(options, () =>
    withInstance(async (instance) => {
      const page = {
        limit: options.limit,
        before: options.after === undefined ? null : idOr(options.after, NO_SUCH_PLACE),
      };
      const items = grantedOr(
        await inTransactionOf(instance, (tx) => listTokens(tx, instance.operator, page)),
        NO_SUCH_PLACE,
      );
      return {
        json: { items, next: items.length === page.limit ? String(items.at(-1)?.id) : null },
        lines: items.map((item) =>
          [item.id, item.name, item.scopes.join(','), item.revokedAt ?? item.lastUsedAt ?? '—'].join('  '),
        ),
      };
    }),
  );
}

function revoke(id: string, options: CommonOptions): Promise<void> {
  return act(options, () =>
    withInstance(async (instance) => {
      const done = await inTransactionOf(instance, (tx) =>
        revokeToken(tx, instance, instance.operator, idOr(id, NO_SUCH)),
      );
      const entry = grantedOr(done, NO_SUCH);
      return { json: entry, lines: [`${entry.id}  ${entry.name}  ${entry.revokedAt}`] };
    }),
  );
}
