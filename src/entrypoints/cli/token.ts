import type { Command } from 'commander';
import { createToken, listTokens, revokeToken, TOKEN_SCOPES, type TokenScope } from '#features/access';
import { withInstance } from '../instance.ts';
import { act, type CommonOptions, grantedOr, inTransactionOf, Refused, withCommonOptions } from './speak.ts';

const NO_SUCH = {
  code: 'not-found',
  message: { en: 'No token has this number.', fr: 'Aucun jeton ne porte ce numéro.' },
};

/** `vigie token create|list|revoke`: bearer tokens for the API, by scope. */
export function registerToken(program: Command): void {
  const group = program.command('token').description('API tokens');
  withCommonOptions(group.command('create'))
    .requiredOption('--name <name>', 'what the token is for')
    .requiredOption('--scope <scope...>', TOKEN_SCOPES.join(' '))
    .action(create);
  withCommonOptions(group.command('list')).option('--limit <n>', 'how many', '50').option('--after <id>').action(list);
  withCommonOptions(group.command('revoke <id>')).action(revoke);
}

function create(options: CommonOptions & { name: string; scope: string[] }): Promise<void> {
  return act(options, () =>
    withInstance(async (instance) => {
      const scopes = options.scope.filter((scope): scope is TokenScope =>
        (TOKEN_SCOPES as readonly string[]).includes(scope),
      );
      if (scopes.length < options.scope.length) {
        throw new Refused({
          code: 'unknown-scope',
          message: { en: `Scopes: ${TOKEN_SCOPES.join(', ')}.`, fr: `Portées : ${TOKEN_SCOPES.join(', ')}.` },
        });
      }
      const made = await inTransactionOf(instance, (tx) =>
        createToken(tx, instance, instance.operator, { name: options.name, scopes }),
      );
      const token = grantedOr(made, NO_SUCH);
      return { json: token, lines: [`token ${token.token}`] };
    }),
  );
}

function list(options: CommonOptions & { limit: string; after?: string }): Promise<void> {
  return act(options, () =>
    withInstance(async (instance) => {
      const page = { limit: Number(options.limit), before: options.after ? Number(options.after) : null };
      const items = grantedOr(
        await inTransactionOf(instance, (tx) => listTokens(tx, instance.operator, page)),
        NO_SUCH,
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
      const done = await inTransactionOf(instance, (tx) => revokeToken(tx, instance, instance.operator, Number(id)));
      const entry = grantedOr(done, NO_SUCH);
      return { json: entry, lines: [`${entry.id}  ${entry.name}  ${entry.revokedAt}`] };
    }),
  );
}
